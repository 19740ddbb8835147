package io.github.osspresign.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** HTTP server on plain sockets of 127.0.0.1 that sends the responses of a test and records the requests. */
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listener;
    private final List<ScriptedResponse> responses;
    private final AtomicInteger sent = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread acceptor;

    /**
     * Sends the n-th response to the n-th request and the last one to all further requests. {@code {port}} in a head is
     * replaced by the port of this server.
     */
    public ScriptedServer(ScriptedResponse... responses) throws IOException {
        this(ServerSocketFactory.getDefault(), responses);
    }

    public ScriptedServer(ServerSocketFactory sockets, ScriptedResponse... responses) throws IOException {
        this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.responses = List.of(responses);
        this.acceptor = start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Returns the request line and headers of each request, without the empty line. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public String onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one request but was " + requests);
        }
        return requests.get(0);
    }

    /** Returns the number of accepted connections. */
    public int connections() {
        return sockets.size();
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
            ScriptedResponse response;
            do {
                String request = readHead(socket.getInputStream());
                if (request == null) {
                    return;
                }
                requests.add(request);
                response = responses.get(Math.min(sent.getAndIncrement(), responses.size() - 1));
                OutputStream out = socket.getOutputStream();
                // In one write: between two small ones, TCP waits 40 ms for an acknowledgement.
                out.write(bytes(response));
                out.flush();
            } while (response.ending() == ScriptedResponse.Ending.KEEP_ALIVE);
            while (response.ending() == ScriptedResponse.Ending.REPEAT) {
                socket.getOutputStream().write(response.body());
            }
            if (response.ending() == ScriptedResponse.Ending.STALL) {
                closed.await();
            } else if (response.ending() == ScriptedResponse.Ending.RESET) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // The client has closed the connection, which the tests check themselves.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] bytes(ScriptedResponse response) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!response.head().isEmpty()) {
            String head = String.join("\r\n", response.head()).replace("{port}", Integer.toString(port())) + "\r\n\r\n";
            bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.writeBytes(response.body());
        return bytes.toByteArray();
    }

    private static @Nullable String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                return text.substring(0, text.length() - 4);
            }
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
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
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
