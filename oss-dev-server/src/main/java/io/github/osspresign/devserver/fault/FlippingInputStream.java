// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a stream with one bit of the byte at an offset flipped. */
final class FlippingInputStream extends FilterInputStream {

    private final long target;
    private long position;

    FlippingInputStream(InputStream content, long target) {
        super(content);
        this.target = target;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int read = super.read(buffer, offset, count);
        if (target >= position && target < position + read) {
            buffer[offset + (int) (target - position)] ^= 1;
        }
        position += Math.max(read, 0);
        return read;
    }
}
