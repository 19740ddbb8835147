// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.listener;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.SignatureFingerprint;
import io.github.osspresign.sign.LifetimeLimit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Record of a signed link, form or upload plan. Contains no secrets.
 *
 * @param signedAt time of signing, in whole seconds
 * @param routeId ID of the route that signed it, or {@code null} outside of a route
 * @param exchangeId ID of the exchange
 * @param operation operation of the producer, {@code renew} for a renewed link, or {@code consumer}
 * @param method HTTP method; for an upload plan, of the link that completes it
 * @param bucket bucket
 * @param key object key; for a form, possibly only its beginning
 * @param expiresAt time when it really ends
 * @param limit reason for this end
 * @param maskedUrl URL without its secrets; for an upload plan, of the link that completes it
 * @param fingerprint {@link SignatureFingerprint} of the signature of this URL or form
 */
public record SigningEvent(
        Instant signedAt,
        @Nullable String routeId,
        String exchangeId,
        String operation,
        String method,
        @Nullable String bucket,
        @Nullable String key,
        Instant expiresAt,
        LifetimeLimit limit,
        String maskedUrl,
        @Nullable String fingerprint) {

    /** Returns one line of the audit log, which begins with {@code v1}: the version of its form. */
    @Override
    public String toString() {
        return "v1 Signed (" + operation + ") " + method + " " + Quoted.of(bucket + "/" + key) + " from " + signedAt
                + " until " + expiresAt + " (" + limit + "), fingerprint " + fingerprint + ", route " + routeId
                + ", exchange " + Quoted.of(exchangeId) + ", " + maskedUrl;
    }
}
