package io.github.osspresign.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/** A server of 127.0.0.1 that means harm: what it answers may be without end, and as slow as it likes. */
final class HostileServer implements AutoCloseable {

    /** What it does with a request, whose head it is given; the connection is closed behind it. */
    @FunctionalInterface
    interface Behaviour {
        void respond(String request, Wire wire) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final boolean untilTheHead;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    HostileServer(Behaviour behaviour) throws IOException {
        this(ServerSocketFactory.getDefault(), true, behaviour);
    }

    /** @param waits for the head of a request before it does anything */
    HostileServer(ServerSocketFactory sockets, boolean waits, Behaviour behaviour) throws IOException {
        this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.behaviour = behaviour;
        this.untilTheHead = waits;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String head = untilTheHead ? head(socket.getInputStream()) : "";
            behaviour.respond(head, new Wire(socket.getInputStream(), socket.getOutputStream(), closed));
        } catch (IOException e) {
            // The client has had enough, which tests want to see from its side.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read();
                c >= 0 && head.indexOf("\r\n\r\n") < 0;
                c = head.indexOf("\r\n\r\n") < 0 ? in.read() : c) {
            head.append((char) c);
        }
        return head.toString();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** What goes over a connection. */
    record Wire(InputStream in, OutputStream out, CountDownLatch closed) {

        Wire send(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
            return this;
        }

        /** That text so many times. */
        Wire send(String text, int times) throws IOException {
            byte[] block = text.repeat(Math.max(1, Math.min(times, 32 * 1024 / text.length())))
                    .getBytes(ISO_8859_1);
            long bytes = (long) text.length() * times;
            for (long sent = 0; sent < bytes; sent += block.length) {
                out.write(block, 0, (int) Math.min(block.length, bytes - sent));
            }
            return this;
        }

        void sendForEver(String text) throws IOException {
            while (true) {
                send(text, Integer.MAX_VALUE / text.length());
            }
        }

        /** That text again and again, a byte at a time. */
        void dripForEver(String text) throws IOException, InterruptedException {
            for (int i = 0; !closed.await(50, TimeUnit.MILLISECONDS); i = (i + 1) % text.length()) {
                out.write(text.charAt(i));
                out.flush();
            }
        }

        void beSilent() throws InterruptedException {
            closed.await();
        }
    }
}
