// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.osspresign.test.RandomSeed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;

/** Relay to a server that inserts interim responses before some of its responses. */
final class InterimRelay {

    private static final byte[] INTERIM =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".getBytes(US_ASCII);

    private final int target;
    private final Random random;
    private final ServerSocket entrance;

    InterimRelay(int target, long seed) throws IOException {
        this.target = target;
        this.random = RandomSeed.random(seed);
        this.entrance = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "interim-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                Connection connection = new Connection(client, server);
                start(connection::forwardRequests);
                start(connection::forwardResponses);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket server;
        private boolean responding = true;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void forwardRequests() {
            byte[] buffer = new byte[64 * 1024];
            try (client;
                    server;
                    InputStream in = client.getInputStream();
                    OutputStream out = server.getOutputStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    insert();
                    out.write(buffer, 0, count);
                }
            } catch (IOException e) {
                // Both ends are closed.
                return;
            }
        }

        private synchronized void insert() throws IOException {
            if (responding && random.nextInt(3) == 0) {
                client.getOutputStream().write(INTERIM);
            }
            responding = false;
        }

        private void forwardResponses() {
            byte[] buffer = new byte[64 * 1024];
            try (client;
                    server;
                    InputStream in = server.getInputStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    respond(buffer, count);
                }
            } catch (IOException e) {
                // Both ends are closed.
                return;
            }
        }

        private synchronized void respond(byte[] buffer, int count) throws IOException {
            responding = true;
            client.getOutputStream().write(buffer, 0, count);
        }
    }
}
