// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.devserver.store.Crc64;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves one object of any size that needs no memory: a random MiB again and again. */
public final class PatternServer implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");
    private static final int BLOCK = 1024 * 1024;

    private final byte[] block = new byte[BLOCK];
    private final long size;
    private final String crc64;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private long sent;
    private long pauseAt = Long.MAX_VALUE;

    public PatternServer(int blocks) throws IOException {
        size = (long) blocks * BLOCK;
        new Random(1).nextBytes(block);
        Crc64 crc = new Crc64();
        for (int i = 0; i < blocks; i++) {
            crc.update(block, 0, BLOCK);
        }
        crc64 = Long.toUnsignedString(crc.value());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::respond);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns the number of bytes in the bodies of all responses. */
    public synchronized long sent() {
        return sent;
    }

    /** Sends so many bytes altogether, a multiple of a MiB, and then holds all responses. */
    public synchronized void pauseAt(long bytes) {
        pauseAt = bytes;
    }

    /** Drops the responses that are held and sends others without a pause. */
    public synchronized void goOn() {
        pauseAt = Long.MAX_VALUE;
        notifyAll();
    }

    /** Returns how many of the bytes may be sent now. */
    private synchronized int admit(int bytes) throws IOException {
        boolean held = sent >= pauseAt;
        try {
            while (sent >= pauseAt) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("closed");
        }
        if (held) {
            throw new IOException("dropped");
        }
        int admitted = (int) Math.min(bytes, pauseAt - sent);
        sent += admitted;
        return admitted;
    }

    private void respond(HttpExchange exchange) throws IOException {
        long first = 0;
        long end = size;
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher asked = RANGE.matcher(range == null ? "" : range);
        boolean partial = asked.matches() && Long.parseLong(asked.group(2)) < size;
        if (partial) {
            first = Long.parseLong(asked.group(1));
            end = Long.parseLong(asked.group(2)) + 1;
            exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + size);
        }
        exchange.getResponseHeaders().set("ETag", "\"PATTERN\"");
        exchange.getResponseHeaders().set("x-oss-hash-crc64ecma", crc64);
        exchange.sendResponseHeaders(partial ? 206 : 200, end - first);
        try (OutputStream body = exchange.getResponseBody()) {
            for (long position = first; position < end; ) {
                int offset = (int) (position % BLOCK);
                int count = admit((int) Math.min(BLOCK - offset, end - position));
                body.write(block, offset, count);
                position += count;
            }
        } catch (IOException e) {
            // The client is gone, which tests want to see from its side.
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
