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

/** An HTTP server on bare sockets of 127.0.0.1 that answers what a test tells it and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listener;
    private final List<ScriptedResponse> replies;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread acceptor;

    /** The n-th request gets the n-th reply, further ones the last; {@code {port}} in a head is that of this server. */
    public ScriptedServer(ScriptedResponse... replies) throws IOException {
        this(ServerSocketFactory.getDefault(), replies);
    }

    public ScriptedServer(ServerSocketFactory sockets, ScriptedResponse... replies) throws IOException {
        this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.replies = List.of(replies);
        this.acceptor = start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Each request's line and headers as they came over the wire, without the empty line. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public String onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one request but was " + requests);
        }
        return requests.get(0);
    }

    /** How many connections were made. */
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
            ScriptedResponse reply;
            do {
                String request = readHead(socket.getInputStream());
                if (request == null) {
                    return;
                }
                requests.add(request);
                reply = replies.get(Math.min(answered.getAndIncrement(), replies.size() - 1));
                OutputStream out = socket.getOutputStream();
                // In one write: between two small ones, TCP waits 40 ms for an acknowledgement.
                out.write(bytes(reply));
                out.flush();
            } while (reply.ending() == ScriptedResponse.Ending.KEEP_ALIVE);
            while (reply.ending() == ScriptedResponse.Ending.REPEAT) {
                socket.getOutputStream().write(reply.body());
            }
            if (reply.ending() == ScriptedResponse.Ending.STALL) {
                closed.await();
            } else if (reply.ending() == ScriptedResponse.Ending.RESET) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // The client is gone, which tests want to see from its side.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] bytes(ScriptedResponse reply) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!reply.head().isEmpty()) {
            String head = String.join("\r\n", reply.head()).replace("{port}", Integer.toString(port())) + "\r\n\r\n";
            bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.writeBytes(reply.body());
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
