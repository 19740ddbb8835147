// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import io.github.osspresign.transfer.failure.DirectMemory;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Socket that remembers whether the end of its stream was read. Below TLS that end means a cut: an orderly end is a
 * {@code close_notify} alert, after which nothing is read, but the JDK reports both alike.
 */
final class ObservedSocket extends Socket {

    private @Nullable InputStream buffered;
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
        if (buffered == null) {
            // TLS asks the system for the header and the content of each record otherwise.
            buffered = new BufferedInputStream(observed(super.getInputStream()), DirectMemory.MOST_AT_ONCE);
        }
        return buffered;
    }

    private InputStream observed(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                int taken = super.read(buffer, offset, count);
                ended |= taken < 0;
                return taken;
            }
        };
    }
}
