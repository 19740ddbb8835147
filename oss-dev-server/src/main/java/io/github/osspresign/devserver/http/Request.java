// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An HTTP request. The target is exactly what the client sent. */
public record Request(
        Client client, String method, String target, Headers headers, RequestBody body, Instant receivedAt) {

    public @Nullable String header(String name) {
        return headers.first(name);
    }

    /** Returns the URL that the client used, without its query. */
    public String urlWithoutQuery() {
        String host = header("Host");
        String path = target.replaceFirst("\\?.*", "").replaceFirst("^https?://[^/]*", "");
        return client.scheme() + "://" + (host == null ? "" : host) + path;
    }

    public Request withMethod(String changed) {
        return new Request(client, changed, target, headers, body, receivedAt);
    }

    public Request withBody(RequestBody changed) {
        return new Request(client, method, target, headers, changed, receivedAt);
    }

    public Request withHeaders(Headers changed) {
        return new Request(client, method, target, changed, body, receivedAt);
    }

    /** Leaves out the target and the header values, because they hold signatures and tokens. */
    @Override
    public String toString() {
        return "Request[" + method + ", headers=" + headers + "]";
    }
}
