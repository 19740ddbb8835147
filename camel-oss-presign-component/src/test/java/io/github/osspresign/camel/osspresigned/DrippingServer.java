// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.osspresign.test.SocketServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Server of 127.0.0.1 that never finishes: a download gets a byte now and then, an upload is read very slowly. */
public final class DrippingServer implements AutoCloseable {

    public static final int LENGTH = 8 * 1024 * 1024;

    private final SocketServer server;
    private final int atOnce;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean hasty;

    /** @param atOnce bytes of an object that are sent immediately */
    public DrippingServer(int atOnce) throws IOException {
        this.atOnce = atOnce;
        this.server = new SocketServer("dripping-server", this::serve);
    }

    /** Returns an unsigned link to an object of the server. */
    public String link(String key) {
        return "http://127.0.0.1:" + server.port() + "/" + key;
    }

    /** Returns the number of requests in progress, without those whose client has closed the connection. */
    public int underWay() {
        return underWay.get();
    }

    /** Returns the number of requests so far. */
    public int asked() {
        return asked.get();
    }

    /** Reads the available bytes of uploads. An upload stays in progress while its client sends. */
    public void readOn() {
        hasty = true;
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        String head = SocketServer.readHead(socket.getInputStream());
        if (head == null) {
            return;
        }
        asked.incrementAndGet();
        boolean upload = head.startsWith("PUT ");
        if (!upload) {
            begin(socket.getOutputStream());
        }
        underWay.incrementAndGet();
        try {
            if (upload) {
                trickle(socket.getInputStream());
            } else {
                drip(socket.getOutputStream());
            }
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void begin(OutputStream out) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\nETag: \"0123456789ABCDEF\"\r\n\r\n";
        out.write(head.getBytes(ISO_8859_1));
        out.write(new byte[atOnce]);
        out.flush();
    }

    private void drip(OutputStream out) throws IOException, InterruptedException {
        while (!server.closed().await(20, TimeUnit.MILLISECONDS)) {
            out.write(0);
            out.flush();
        }
    }

    private void trickle(InputStream in) throws IOException, InterruptedException {
        int read = 0;
        while (!server.closed().await(hasty ? 0 : 20, TimeUnit.MILLISECONDS) && read >= 0) {
            // As long as the rest stays where it is, the client has to wait.
            read = hasty ? in.read(new byte[64 * 1024]) : in.read();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
