// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists a bucket of so many objects, a thousand a page, that exist only in the listing. */
final class ListingServer implements AutoCloseable {

    private static final int PAGE = 1000;
    private static final Pattern TOKEN = Pattern.compile("continuation-token=(\\d+)");

    private final long keys;
    private final HttpServer server;

    ListingServer(long keys) throws IOException {
        this.keys = keys;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::list);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void list(HttpExchange exchange) throws IOException {
        Matcher token = TOKEN.matcher(exchange.getRequestURI().getQuery());
        long first = token.find() ? Long.parseLong(token.group(1)) : 0;
        long end = Math.min(keys, first + PAGE);
        StringBuilder page = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult><Name>"
                + SigningCase.BUCKET + "</Name>");
        for (long i = first; i < end; i++) {
            page.append("<Contents><Key>")
                    .append(BulkMain.key(i))
                    .append("</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>\"")
                    .append("0".repeat(32))
                    .append("\"</ETag><Size>16384</Size></Contents>");
        }
        page.append("<IsTruncated>").append(end < keys).append("</IsTruncated>");
        if (end < keys) {
            page.append("<NextContinuationToken>").append(end).append("</NextContinuationToken>");
        }
        byte[] body = page.append("</ListBucketResult>").toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
