// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Begins each response, for an object of 16 KiB, and never ends it: so many links are in flight as connections are open. */
final class HoldingServer implements AutoCloseable {

    private static final byte[] BEGINNING = ("HTTP/1.1 200 OK\r\nContent-Length: 16384\r\nETag: \"HELD\"\r\n\r\n"
                    + "x".repeat(1024))
            .getBytes(US_ASCII);

    private final ServerSocket listener = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
    private final Queue<Socket> held = new ConcurrentLinkedQueue<>();
    private final CountDownLatch awaited;

    /** @param links number of links to wait for */
    HoldingServer(int links) throws IOException {
        awaited = new CountDownLatch(links);
        Thread thread = new Thread(this::accept, "holding-server");
        thread.setDaemon(true);
        thread.start();
    }

    String origin() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** Waits until all links are in flight. */
    boolean await(long seconds) throws InterruptedException {
        return awaited.await(seconds, TimeUnit.SECONDS);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                held.add(client);
                // A client sends its request at once, so the next one need not wait for long.
                readHead(client.getInputStream());
                client.getOutputStream().write(BEGINNING);
                awaited.countDown();
            }
        } catch (IOException e) {
            // It has been closed.
            return;
        }
    }

    private static void readHead(InputStream in) throws IOException {
        int lineBreaks = 0;
        while (lineBreaks < 2) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("connection: ended in a request");
            }
            lineBreaks = read == '\n' ? lineBreaks + 1 : read == '\r' ? lineBreaks : 0;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : held) {
            client.close();
        }
    }
}
