package io.github.osspresign.camel.osspresigned;

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
import java.util.concurrent.atomic.AtomicInteger;

/** Server of 127.0.0.1 that never finishes: a download gets a byte now and then, an upload is read very slowly. */
final class DrippingServer implements AutoCloseable {

    static final int LENGTH = 8 * 1024 * 1024;

    private final ServerSocket listener;
    private final int atOnce;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean hasty;

    /** @param atOnce bytes of an object that are sent immediately */
    DrippingServer(int atOnce) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.atOnce = atOnce;
        start(this::accept);
    }

    /** Returns an unsigned link to an object of the server. */
    String link(String key) {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/" + key;
    }

    /** Returns the number of requests in progress, without those whose client has closed the connection. */
    int underWay() {
        return underWay.get();
    }

    /** Returns the number of requests so far. */
    int asked() {
        return asked.get();
    }

    /** Reads the available bytes of uploads. An upload stays in progress while its client sends. */
    void readOn() {
        hasty = true;
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
        boolean counted = false;
        try (socket) {
            String head = head(socket.getInputStream());
            asked.incrementAndGet();
            if (head.startsWith("PUT ")) {
                underWay.incrementAndGet();
                counted = true;
                trickle(socket.getInputStream());
            } else {
                begin(socket.getOutputStream());
                underWay.incrementAndGet();
                counted = true;
                drip(socket.getOutputStream());
            }
        } catch (IOException e) {
            // The client has closed the connection.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (counted) {
                underWay.decrementAndGet();
            }
        }
    }

    private void begin(OutputStream out) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\nETag: \"0123456789ABCDEF\"\r\n\r\n";
        out.write(head.getBytes(ISO_8859_1));
        out.write(new byte[atOnce]);
        out.flush();
    }

    private void drip(OutputStream out) throws IOException, InterruptedException {
        while (!closed.await(20, TimeUnit.MILLISECONDS)) {
            out.write(0);
            out.flush();
        }
    }

    private void trickle(InputStream in) throws IOException, InterruptedException {
        int read = 0;
        while (!closed.await(hasty ? 0 : 20, TimeUnit.MILLISECONDS) && read >= 0) {
            // As long as the rest stays where it is, the client has to wait.
            read = hasty ? in.read(new byte[64 * 1024]) : in.read();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "dripping-server");
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
}
