// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.DirectMemory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bytes of a small object in memory. They are lost with the process, as the part file of a small object would be
 * deleted.
 */
final class MemoryPart implements PartialObject {

    /**
     * Maximum length of an object that is kept in memory. Longer ones gain little, because their transfer takes longer
     * than the work with a part file.
     */
    static final int LONGEST = 256 * 1024;

    /** One byte more than the object has, so that it can be the buffer that a whole object is read into. */
    private final byte[] bytes;

    private final AtomicInteger written = new AtomicInteger();

    MemoryPart(int length) {
        this.bytes = new byte[length + 1];
    }

    int length() {
        return bytes.length - 1;
    }

    @Override
    public ByteBuffer buffer(int most) {
        // A longer object takes several steps, and each begins at the start of the buffer.
        boolean whole = most == bytes.length && most <= DirectMemory.MOST_AT_ONCE;
        return whole ? ByteBuffer.wrap(bytes) : ByteBuffer.allocate(Math.min(most, DirectMemory.MOST_AT_ONCE));
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        int count = from.remaining();
        if (position + count > length()) {
            throw new IOException("more bytes than the " + length() + " of the object");
        }
        int first = from.arrayOffset() + from.position();
        if (from.array() != bytes || first != position) {
            System.arraycopy(from.array(), first, bytes, (int) position, count);
        }
        written.accumulateAndGet((int) position + count, Math::max);
    }

    @Override
    public InputStream open(long first, long length) {
        return new ByteArrayInputStream(bytes, (int) first, (int) Math.min(length, written.get() - first));
    }

    /** Returns the complete object. */
    ByteBuffer content() {
        return ByteBuffer.wrap(bytes, 0, written.get());
    }

    @Override
    public long size() {
        return written.get();
    }

    @Override
    public void empty() {
        written.set(0);
    }
}
