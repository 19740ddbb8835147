// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** Buffers between connections and files. */
public final class TransferBuffers {

    /** The buffers of all transfers. */
    public static final TransferBuffers SHARED = new TransferBuffers();

    /*
     * System calls fill and empty a buffer outside the heap without a copy, and the larger it is, the less they cost for
     * each byte. The JVM limits this memory and frees it late. So there are only as many of these buffers as two large
     * objects use at a time; further transfers get buffers in the heap.
     */

    /** Largest size of a buffer in bytes, which all buffers outside the heap have. */
    public static final int LARGEST = 512 * 1024;

    /**
     * Bytes that are worth a system call: the size of a buffer in the heap. A larger one that has so many does not wait for
     * more, since a killed process loses what is not written.
     */
    public static final int STEP = 128 * 1024;

    private static final int OUTSIDE_HEAP = 8;

    private final Semaphore available = new Semaphore(OUTSIDE_HEAP);
    private final Queue<ByteBuffer> unused = new ConcurrentLinkedQueue<>();

    /**
     * Returns an empty buffer.
     *
     * @param most maximum size in bytes; the buffer may be smaller
     */
    ByteBuffer take(int most) {
        if (most >= LARGEST && available.tryAcquire()) {
            ByteBuffer kept = unused.poll();
            try {
                return kept == null ? ByteBuffer.allocateDirect(LARGEST) : kept;
            } catch (OutOfMemoryError e) {
                // Others use that memory; there is no further attempt.
            }
        }
        return ByteBuffer.allocate(Math.min(most, STEP));
    }

    /** Takes back a buffer that is not used any more. */
    public void giveBack(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            unused.add(buffer.clear());
            available.release();
        }
    }
}
