// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signed URL. Anyone who has the URL can use it.
 *
 * @param url the URL, to be used exactly as it is, without decoding or encoding it again
 * @param method HTTP method that the URL allows
 * @param requiredHeaders headers that a request must have, with exactly these values
 * @param expiresAt expiry that is signed into the URL; the credentials may expire earlier
 */
public record PresignedUrl(String url, HttpMethod method, Map<String, String> requiredHeaders, Instant expiresAt) {

    public PresignedUrl {
        requiredHeaders = requiredHeaders.isEmpty()
                ? Collections.emptyMap()
                : Collections.unmodifiableMap(new LinkedHashMap<>(requiredHeaders));
    }

    /** Returns a text without the query, or without the path, whichever contains the signature. */
    @Override
    public String toString() {
        int signature = url.indexOf(url.indexOf('?') < 0 ? "/" : "?", url.indexOf("://") + 3);
        return "PresignedUrl[" + method + " " + url.substring(0, signature) + ", until " + expiresAt + "]";
    }
}
