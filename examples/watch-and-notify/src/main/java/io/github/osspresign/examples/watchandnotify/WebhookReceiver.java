// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Receiver of webhooks in this process, which can go down and come up again on the same port. */
final class WebhookReceiver implements AutoCloseable {

    /**
     * Call of a webhook whose signature is right.
     *
     * @param id is the same when a call is repeated
     * @param key key of the announced object
     * @param target request target as it arrived
     */
    record Call(String id, String key, String target) {}

    static final int CONFIRMED = 204;

    private final WebhookSignature signature;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile IntSupplier response = () -> CONFIRMED;
    private int port;
    private @Nullable HttpServer server;

    /** @param key key of the signatures */
    WebhookReceiver(String key) throws IOException {
        this.signature = new WebhookSignature(key, Clock.systemUTC());
        up();
    }

    String url() {
        return "http://127.0.0.1:" + port + "/new-object";
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Sets what happens after a call is recorded, and the status of the response. */
    void respond(IntSupplier response) {
        this.response = response;
    }

    /** Accepts calls. */
    void up() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        started.createContext("/new-object", this::handle);
        started.start();
        port = started.getAddress().getPort();
        server = started;
    }

    /** Refuses connections. */
    void down() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Headers headers = exchange.getRequestHeaders();
            String id = String.valueOf(headers.getFirst(WebhookSignature.ID));
            if (!isSigned(headers, id, body)) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            String key = String.valueOf(PresignedLink.parse(body).key());
            calls.add(new Call(id, key, exchange.getRequestURI().toString()));
            exchange.sendResponseHeaders(response.getAsInt(), -1);
        }
    }

    private boolean isSigned(Headers headers, String id, String body) throws IOException {
        String timestamp = String.valueOf(headers.getFirst(WebhookSignature.TIMESTAMP));
        String given = String.valueOf(headers.getFirst(WebhookSignature.SIGNATURE));
        try {
            return signature.matches(given, id, timestamp, body);
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException("signature cannot be checked", e));
        }
    }

    @Override
    public void close() {
        down();
    }
}
