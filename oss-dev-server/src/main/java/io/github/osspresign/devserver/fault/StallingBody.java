// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Ticker;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A body that is sent with one pause. */
record StallingBody(Body whole, long bytes, Duration pause) implements Body {

    @Override
    public long length() {
        return whole.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (bytes == 0) {
            // The headers are still in the buffer.
            pause(out, pause);
        }
        whole.writeTo(new StallingOutputStream(out, bytes, pause));
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }

    /** Sends the buffered bytes and waits. */
    private static void pause(OutputStream out, Duration pause) throws IOException {
        out.flush();
        Ticker.SYSTEM.sleep(pause);
    }

    private static final class StallingOutputStream extends FilterOutputStream {

        private final Duration pause;
        private long left;

        StallingOutputStream(OutputStream out, long bytes, Duration pause) {
            super(out);
            this.left = bytes;
            this.pause = pause;
        }

        @Override
        public void write(byte[] content, int offset, int length) throws IOException {
            if (left <= 0 || left > length) {
                out.write(content, offset, length);
                left -= length;
                return;
            }
            int before = (int) left;
            out.write(content, offset, before);
            pause(out, pause);
            out.write(content, offset + before, length - before);
            left = 0;
        }
    }
}
