// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Connections that ask for more than fits into the buffers of the system, and read one byte a second of it. */
public final class SlowReaders implements AutoCloseable {

    private static final int REQUESTS = 95;

    private final List<Socket> sockets = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /** @param paths of the connections, one after the other */
    public SlowReaders(int count, int port, List<String> paths) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(2048);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            String request = "GET " + paths.get(i % paths.size()) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.repeat(REQUESTS).getBytes(UTF_8));
        }
        for (Socket socket : sockets) {
            // Each has got a response, and has not read it.
            socket.setSoTimeout(30_000);
            if (socket.getInputStream().read() < 0) {
                throw new EOFException("no response");
            }
        }
        var unused = clock.scheduleAtFixedRate(this::read, 1, 1, TimeUnit.SECONDS);
    }

    private void read() {
        try {
            for (Socket socket : sockets) {
                if (socket.getInputStream().available() > 0) {
                    socket.getInputStream().read();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
