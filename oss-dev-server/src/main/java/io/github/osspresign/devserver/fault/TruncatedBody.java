// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.http.Body;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A body that announces its full length and ends early. */
record TruncatedBody(Body whole, long bytes) implements Body {

    @Override
    public long length() {
        return whole.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            whole.writeTo(new LimitedOutputStream(out, bytes));
        } catch (LimitReachedException e) {
            // The bytes below the limit are sent; the listener closes the connection.
        }
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }

    private static final class LimitReachedException extends IOException {

        private static final long serialVersionUID = 1L;
    }

    private static final class LimitedOutputStream extends FilterOutputStream {

        private long left;

        LimitedOutputStream(OutputStream out, long limit) {
            super(out);
            this.left = limit;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int let = (int) Math.min(length, left);
            out.write(bytes, offset, let);
            left -= let;
            if (let < length) {
                throw new LimitReachedException();
            }
        }
    }
}
