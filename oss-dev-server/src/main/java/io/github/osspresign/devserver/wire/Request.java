package io.github.osspresign.devserver.wire;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One HTTP request; its target is exactly what the client sent, and the client's address that of the connection. */
public record Request(
        String method, String target, Headers headers, RequestBody body, InetAddress client, Instant receivedAt) {

    public @Nullable String header(String name) {
        return headers.first(name);
    }

    public Request withHeaders(Headers changed) {
        return new Request(method, target, changed, body, client, receivedAt);
    }

    /** Leaves out the target and the header values: they hold signatures and tokens. */
    @Override
    public String toString() {
        return "Request[" + method + ", headers=" + headers + "]";
    }
}
