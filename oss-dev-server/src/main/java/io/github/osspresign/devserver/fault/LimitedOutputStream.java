// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.http.Body;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes on the bytes below a limit, and then fails. */
final class LimitedOutputStream extends FilterOutputStream {

    private static final class LimitReachedException extends IOException {

        private static final long serialVersionUID = 1L;
    }

    private long left;

    private LimitedOutputStream(OutputStream out, long limit) {
        super(out);
        this.left = limit;
    }

    /** Sends the bytes of a body below the limit. The listener closes the connection after a body that ends early. */
    static void sendStart(Body whole, OutputStream out, long limit) throws IOException {
        try {
            whole.writeTo(new LimitedOutputStream(out, limit));
        } catch (LimitReachedException e) {
            // The bytes below the limit are sent.
        }
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
