package io.github.osspresign.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves one object of any size that needs no room: a random MiB again and again. */
public final class PatternServer implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");
    private static final int BLOCK = 1024 * 1024;

    private final byte[] block = DownloaderTest.randomBytes(BLOCK);
    private final long size;
    private final String crc64;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public PatternServer(int blocks) throws IOException {
        size = (long) blocks * BLOCK;
        Crc64 one = new Crc64();
        one.update(block, 0, BLOCK);
        long crc = 0;
        for (int i = 0; i < blocks; i++) {
            crc = Crc64.combine(crc, one.value(), BLOCK);
        }
        crc64 = Long.toUnsignedString(crc);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
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
                int count = (int) Math.min(BLOCK - offset, end - position);
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
