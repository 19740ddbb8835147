// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.http.Ticker;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Sends the buffered bytes and waits once, after a number of bytes. */
final class StallingOutputStream extends FilterOutputStream {

    private final Duration pause;
    private long left;

    /** Waits at once before the first byte, when only the headers are in the buffer, if the number is 0. */
    StallingOutputStream(OutputStream out, long bytes, Duration pause) throws IOException {
        super(out);
        this.left = bytes;
        this.pause = pause;
        if (bytes == 0) {
            pause();
        }
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
        pause();
        out.write(content, offset + before, length - before);
        left = 0;
    }

    private void pause() throws IOException {
        out.flush();
        Ticker.SYSTEM.sleep(pause);
    }
}
