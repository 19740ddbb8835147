// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Creates TLS sockets that listen with other settings than the usual ones. */
final class AdjustedTls extends ServerSocketFactory {

    private final ServerSocketFactory sockets;
    private final Consumer<SSLServerSocket> adjustment;

    AdjustedTls(SSLContext context, Consumer<SSLServerSocket> adjustment) {
        this.sockets = context.getServerSocketFactory();
        this.adjustment = adjustment;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return adjusted(sockets.createServerSocket(port));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return adjusted(sockets.createServerSocket(port, backlog));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return adjusted(sockets.createServerSocket(port, backlog, address));
    }

    private ServerSocket adjusted(ServerSocket socket) {
        adjustment.accept((SSLServerSocket) socket);
        return socket;
    }
}
