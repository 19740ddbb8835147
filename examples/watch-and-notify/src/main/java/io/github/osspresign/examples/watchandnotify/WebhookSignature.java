// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.Message;

/**
 * Signature of a webhook as the specification "Standard Webhooks" defines it: id, time and body with HMAC-SHA256. The receiver
 * checks the signature, refuses old times, and takes a repeated id for what it has already.
 */
public final class WebhookSignature {

    /** Begins each key; the rest is base64. */
    static final String KEY_PREFIX = "whsec_";

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private final SecretKeySpec key;
    private final Clock clock;

    /** @throws IllegalArgumentException if the key has another form; the message does not contain it */
    WebhookSignature(String key, Clock clock) {
        if (!key.matches(KEY_PREFIX + "[A-Za-z0-9+/]{32,}=*")) {
            throw new IllegalArgumentException(
                    "WEBHOOK_KEY: must be " + KEY_PREFIX + " followed by base64 of at least 24 bytes");
        }
        this.key = new SecretKeySpec(Base64.getDecoder().decode(key.substring(KEY_PREFIX.length())), "HmacSHA256");
        this.clock = clock;
    }

    /** Sets the headers of the request. */
    @Handler
    public void sign(Exchange exchange) throws GeneralSecurityException {
        Message message = exchange.getMessage();
        String id =
                String.valueOf(exchange.getProperty("announcement", Map.class).get("id"));
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        message.setHeader(ID, id);
        message.setHeader(TIMESTAMP, timestamp);
        message.setHeader(SIGNATURE, signature(id, timestamp, message.getBody(String.class)));
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    /** Returns whether a signature is that of id, time and body. */
    boolean matches(String signature, String id, String timestamp, String body) throws GeneralSecurityException {
        byte[] expected = signature(id, timestamp, body).getBytes(UTF_8);
        return MessageDigest.isEqual(expected, signature.getBytes(UTF_8));
    }

    private String signature(String id, String timestamp, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        byte[] signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(signed);
    }
}
