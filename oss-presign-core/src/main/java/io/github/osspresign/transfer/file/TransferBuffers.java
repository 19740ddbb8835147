// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.DirectMemory;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** Buffers between connections and part files. */
public final class TransferBuffers {

    /** The buffers of all transfers. */
    public static final TransferBuffers SHARED = new TransferBuffers();

    /*
     * A buffer outside the heap is filled and emptied without a copy, and the larger it is, the fewer system calls a byte
     * takes. There are only as many as two large objects need at a time, 2 MiB; further transfers get buffers in the heap.
     */

    /** Size of a buffer outside the heap, and the maximum size of any. */
    public static final int LARGEST = 256 * 1024;

    private static final int OUTSIDE_HEAP = 8;

    private final Semaphore available = new Semaphore(OUTSIDE_HEAP);
    private final Queue<ByteBuffer> unused = new ConcurrentLinkedQueue<>();

    /**
     * Returns an empty buffer, which is to be given back.
     *
     * @param most maximum size in bytes; the buffer may be smaller
     */
    ByteBuffer take(int most) {
        if (most >= LARGEST && available.tryAcquire()) {
            ByteBuffer kept = unused.poll();
            try {
                return kept == null ? ByteBuffer.allocateDirect(LARGEST) : kept;
            } catch (OutOfMemoryError e) {
                // Others use that memory. To try again would take a collection of garbage each time.
            }
        }
        return ByteBuffer.allocate(Math.min(most, DirectMemory.MOST_AT_ONCE));
    }

    /** Takes back a buffer that is not used any more. */
    public void giveBack(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            unused.add(buffer.clear());
            available.release();
        }
    }
}
