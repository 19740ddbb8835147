package io.github.osspresign.transfer.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A socket that remembers whether the end of its stream has been read. Below TLS that end is a cut: an orderly end is a
 * {@code close_notify} alert, behind which nothing is read, but the JDK reports both alike.
 */
final class ObservedSocket extends Socket {

    private volatile boolean ended;

    /** Whether the end of the stream has been read. */
    boolean ended() {
        return ended;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                return observed(super.read());
            }

            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                return observed(super.read(buffer, offset, count));
            }
        };
    }

    private int observed(int taken) {
        ended |= taken < 0;
        return taken;
    }
}
