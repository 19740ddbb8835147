// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.camel.osspresigned.idempotent.DuplicateFilter;
import io.github.osspresign.camel.osspresigned.idempotent.IdempotentEntry;
import io.github.osspresign.camel.osspresigned.message.ResultHeaders;
import io.github.osspresign.link.UploadCallback;
import io.github.osspresign.oss.CallbackSignature;
import io.github.osspresign.oss.syntax.Sha256;
import io.github.osspresign.transfer.CallbackVerifier;
import io.github.osspresign.transfer.model.ObjectIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the HTTP request of each message. After a callback of the service, the route continues with the headers of the
 * object. After any other request, the route stops. In both cases the message is the response.
 *
 * @param verifier verifier of the started endpoint
 * @param duplicates filter of repeated callbacks of the started endpoint
 */
record CallbackReceiver(Supplier<CallbackVerifier> verifier, Supplier<DuplicateFilter> duplicates) {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackReceiver.class);

    private static final String AUTHORIZATION = "Authorization";
    private static final String PUBLIC_KEY_URL = "x-oss-pub-key-url";

    /** Far above the length of a callback, whose variables have at most 5 KiB. */
    private static final int MAX_BODY = 64 * 1024;

    /** The key of a callback identifies it, not an object. */
    private static final ObjectIdentity NO_OBJECT = new ObjectIdentity("", null);

    /**
     * Receives one request.
     *
     * @throws IOException if the public key cannot be fetched, or the body cannot be read
     */
    void receive(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String authorization = text(message, AUTHORIZATION);
        if (authorization == null) {
            // Before the body is read, which a server may have changed, such as that of a form.
            stop(exchange, 401, "it has no header Authorization");
            return;
        }
        CallbackSignature signature = new CallbackSignature(
                authorization, text(message, PUBLIC_KEY_URL), text(message, "x-oss-signature-version"));
        String target = target(message);
        byte[] body = body(message);
        // A server writes the headers of the message into the response, and later steps read them. The signature covers
        // none
        // of them, and anyone who has it can repeat the request.
        message.removeHeaders("*");
        if (target == null || body == null) {
            stop(
                    exchange,
                    400,
                    "request: must have the path, the query and a body of at most " + MAX_BODY
                            + " bytes, as received; platform-http: changes the body of a form");
            return;
        }
        String objection = verifier.get().objection(signature, target, body);
        if (objection != null) {
            stop(exchange, 401, objection);
            return;
        }
        accept(exchange, Sha256.hex(CallbackSignature.signedText(target, body)), body);
    }

    private void accept(Exchange exchange, String key, byte[] body) {
        Map<String, String> fields;
        try {
            fields = UploadCallback.fields(new String(body, UTF_8));
        } catch (IllegalArgumentException e) {
            stop(exchange, 400, "body: must be a JSON object");
            return;
        }
        new ResultHeaders(exchange.getMessage()).calledBack(fields);
        IdempotentEntry entry = duplicates.get().entry(exchange, key);
        switch (entry.admit(NO_OBJECT)) {
            case SEEN -> {
                exchange.setProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, true);
                stop(exchange, 200, "it is a repeated one");
            }
            case BUSY -> stop(exchange, 503, "the same one is being processed");
            default -> {
                respond(exchange.getMessage(), 200);
                entry.endWith(exchange);
            }
        }
    }

    private static void stop(Exchange exchange, int status, String reason) {
        LOG.info("callback ignored: {}", reason);
        exchange.getMessage().removeHeaders("*");
        respond(exchange.getMessage(), status);
        exchange.setRouteStop(true);
    }

    private static void respond(Message message, int status) {
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, UploadCallback.JSON_TYPE);
        message.setBody(status == 200 ? "{\"Status\":\"OK\"}" : "{\"Status\":\"refused\"}");
    }

    /** Returns path and query of the request, {@code null} if they are unknown. */
    private static @Nullable String target(Message message) {
        String uri = text(message, Exchange.HTTP_URI);
        // The other header is decoded with netty-http:.
        String raw = text(message, Exchange.HTTP_RAW_QUERY);
        String query = raw == null ? text(message, Exchange.HTTP_QUERY) : raw;
        if (uri == null || !uri.startsWith("/")) {
            return null;
        }
        // Some servers leave out the query. undertow: sets an empty one if there is none.
        return uri.indexOf('?') >= 0 || query == null || query.isEmpty() ? uri : uri + "?" + query;
    }

    private static byte @Nullable [] body(Message message) throws IOException {
        Object body = message.getBody();
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof Map) {
            return null;
        }
        try (InputStream stream = message.getExchange()
                .getContext()
                .getTypeConverter()
                .tryConvertTo(InputStream.class, message.getExchange(), body)) {
            byte[] bytes = stream == null ? null : stream.readNBytes(MAX_BODY + 1);
            return bytes == null || bytes.length > MAX_BODY ? null : bytes;
        }
    }

    /** Returns the only value of a header, {@code null} if there is none or several. */
    private static @Nullable String text(Message message, String header) {
        return message.getHeader(header) instanceof String text ? text : null;
    }
}
