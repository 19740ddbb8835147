// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A body copied from a stream through a small buffer. */
record StreamBody(InputStream content, long length) implements Body {

    // Small enough for a thousand connections in a 64 MB heap.
    private static final int BUFFER_BYTES = 16 * 1024;

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = length;
        while (left > 0) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("stored content ends early: " + left + " of " + length + " bytes are missing");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
