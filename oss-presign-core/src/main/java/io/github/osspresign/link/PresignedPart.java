// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import io.github.osspresign.link.url.UrlMask;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Presigned link to upload one part of an object. The method is PUT.
 *
 * @param number part number, 1 to 10,000
 * @param url the signed URL; anyone who has it can use it
 * @param requiredHeaders headers that a request must have, with exactly these values
 */
public record PresignedPart(int number, String url, Map<String, String> requiredHeaders) {

    public PresignedPart {
        Objects.requireNonNull(url, "url");
        requiredHeaders = requiredHeaders.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(requiredHeaders));
    }

    /** Returns the number and the URL without its secrets. */
    @Override
    public String toString() {
        return "PresignedPart[" + number + " " + UrlMask.mask(url) + "]";
    }
}
