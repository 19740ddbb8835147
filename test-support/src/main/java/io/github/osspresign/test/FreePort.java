package io.github.osspresign.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Local port without a listener, to start a server on or to be refused by. */
public final class FreePort {

    private FreePort() {}

    public static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
