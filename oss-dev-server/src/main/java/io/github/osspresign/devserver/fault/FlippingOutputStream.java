// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Flips one bit of the byte at an offset. */
final class FlippingOutputStream extends FilterOutputStream {

    private final long target;
    private long position;

    FlippingOutputStream(OutputStream out, long target) {
        super(out);
        this.target = target;
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        byte[] sent = bytes;
        if (target >= position && target < position + length) {
            sent = bytes.clone();
            sent[start + (int) (target - position)] ^= 1;
        }
        out.write(sent, start, length);
        position += length;
    }
}
