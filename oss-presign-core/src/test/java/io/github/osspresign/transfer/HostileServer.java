// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.osspresign.test.SocketServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/** Hostile server on 127.0.0.1, whose responses may be endless and of any speed. */
public final class HostileServer implements AutoCloseable {

    /** Reaction to a request, of which it gets the head. The connection is closed afterwards. */
    @FunctionalInterface
    public interface Behaviour {
        void respond(String request, Wire wire) throws IOException, InterruptedException;
    }

    private final SocketServer server;
    private final Behaviour behaviour;
    private final boolean untilTheHead;

    public HostileServer(Behaviour behaviour) throws IOException {
        this(ServerSocketFactory.getDefault(), true, behaviour);
    }

    /** @param waits for the head of a request before it does anything */
    public HostileServer(ServerSocketFactory sockets, boolean waits, Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.untilTheHead = waits;
        this.server = new SocketServer("hostile-server", sockets, this::serve);
    }

    public int port() {
        return server.port();
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        // What is sent arrives at once, although the client has not acknowledged what came before it.
        socket.setTcpNoDelay(true);
        String head = untilTheHead ? SocketServer.readHead(socket.getInputStream()) : null;
        Wire wire = new Wire(socket.getInputStream(), socket.getOutputStream(), server.closed());
        behaviour.respond(head == null ? "" : head, wire);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Streams of a connection. */
    public record Wire(InputStream in, OutputStream out, CountDownLatch closed) {

        public Wire send(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
            return this;
        }

        /** That text so many times. */
        public Wire send(String text, int times) throws IOException {
            byte[] block = text.repeat(Math.max(1, Math.min(times, 32 * 1024 / text.length())))
                    .getBytes(ISO_8859_1);
            long bytes = (long) text.length() * times;
            for (long sent = 0; sent < bytes; sent += block.length) {
                out.write(block, 0, (int) Math.min(block.length, bytes - sent));
            }
            return this;
        }

        public void sendForEver(String text) throws IOException {
            while (true) {
                send(text, Integer.MAX_VALUE / text.length());
            }
        }

        /** That text again and again, a byte at a time. */
        public void dripForEver(String text) throws IOException, InterruptedException {
            for (int i = 0; !closed.await(50, TimeUnit.MILLISECONDS); i = (i + 1) % text.length()) {
                out.write(text.charAt(i));
                out.flush();
            }
        }

        public void beSilent() throws InterruptedException {
            closed.await();
        }
    }
}
