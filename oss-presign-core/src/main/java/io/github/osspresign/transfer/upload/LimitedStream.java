// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import java.io.IOException;
import java.io.InputStream;

/** Stream that ends after a number of bytes of another one. */
final class LimitedStream extends InputStream {

    private final InputStream in;
    private long left;

    LimitedStream(InputStream in, long limit) {
        this.in = in;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = left > 0 ? in.read(bytes, offset, (int) Math.min(length, left)) : -1;
        left -= Math.max(read, 0);
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
