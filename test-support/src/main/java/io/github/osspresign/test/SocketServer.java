// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** Accepts connections on a free port of the loopback address, and serves each on a separate thread. */
public final class SocketServer implements AutoCloseable {

    private static final int BACKLOG = 200;
    private static final String HEAD_END = "\r\n\r\n";

    /** Serves one connection, which is closed afterwards. */
    public interface Handler {
        /**
         * Serves the connection.
         *
         * @throws IOException if the client has closed the connection
         */
        void serve(Socket socket) throws IOException, InterruptedException;
    }

    private final String name;
    private final ServerSocket listener;
    private final Handler handler;
    private final Thread acceptor;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts a server on plain connections.
     *
     * @param name name of the threads
     */
    public SocketServer(String name, Handler handler) throws IOException {
        this(name, ServerSocketFactory.getDefault(), handler);
    }

    /**
     * Starts a server.
     *
     * @param name name of the threads
     * @param sockets makes the listener
     */
    public SocketServer(String name, ServerSocketFactory sockets, Handler handler) throws IOException {
        this.name = name;
        this.listener = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.handler = handler;
        this.acceptor = start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Returns the number of accepted connections. */
    public int connections() {
        return connections.get();
    }

    /** Returns the latch that is released when the server is closed. */
    public CountDownLatch closed() {
        return closed;
    }

    /**
     * Returns the request line and headers of a request, without the empty line; {@code null} if the connection ends
     * before.
     */
    public static @Nullable String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            String text = next == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
            if (text.endsWith(HEAD_END)) {
                return text.substring(0, text.length() - HEAD_END.length());
            }
        }
        return null;
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            handler.serve(socket);
        } catch (IOException e) {
            // The client has closed the connection, which the tests check themselves.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private Thread start(Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        try {
            // The system goes on listening, and even hands over a connection, until accept has returned.
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : open) {
            socket.close();
        }
    }
}
