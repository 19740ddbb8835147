package io.github.osspresign.sign;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A signed URL; whoever holds it can use it.
 *
 * @param url the URL, to be sent byte for byte
 * @param method the method that it allows
 * @param requiredHeaders headers that must be sent with it, exactly these values
 * @param expiresAt when the service stops accepting it, as far as the URL itself decides
 */
public record PresignedUrl(String url, HttpMethod method, Map<String, String> requiredHeaders, Instant expiresAt) {

    public PresignedUrl {
        requiredHeaders = requiredHeaders.isEmpty()
                ? Collections.emptyMap()
                : Collections.unmodifiableMap(new LinkedHashMap<>(requiredHeaders));
    }

    /** Everything but the query. */
    @Override
    public String toString() {
        return "PresignedUrl[" + method + " " + url.substring(0, url.indexOf('?')) + ", until " + expiresAt + "]";
    }
}
