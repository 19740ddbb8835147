// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;

/**
 * Socket that remembers whether the end of its stream was read. Below TLS that end means a cut: an orderly end is a
 * {@code close_notify} alert, after which nothing is read, but the JDK reports both alike.
 */
final class ObservedSocket extends Socket {

    private volatile boolean ended;

    /** Creates a socket that connects directly: the proxies of the JVM apply to all of its sockets otherwise. */
    ObservedSocket() {
        super(Proxy.NO_PROXY);
    }

    /** Returns whether the end of the stream was read. */
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
