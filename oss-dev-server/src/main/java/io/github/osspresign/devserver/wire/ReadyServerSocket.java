package io.github.osspresign.devserver.wire;

import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;

/** Hands HttpCore the socket that already listens. */
final class ReadyServerSocket extends ServerSocketFactory {

    private final ServerSocket socket;

    ReadyServerSocket(ServerSocket socket) {
        this.socket = socket;
    }

    @Override
    public ServerSocket createServerSocket() {
        return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        return socket;
    }
}
