// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.HeaderField;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Headers that a signature covers (OSS API, "canonical headers" and "additional headers").
 *
 * @param byName values by lower-case name, sorted
 * @param additional those of the names that are signed only at the caller's request, sorted
 */
record SignedHeaders(SortedMap<String, String> byName, SortedSet<String> additional) {

    private static final SignedHeaders NONE =
            new SignedHeaders(Collections.emptySortedMap(), Collections.emptySortedSet());

    /** Returns the headers that V4 signs: content-type, content-md5, every x-oss-*, and the additional headers. */
    static SignedHeaders of(PresignRequest request) {
        if (request.headers().isEmpty() && request.additionalHeaders().isEmpty()) {
            return NONE;
        }
        SortedSet<String> additional = new TreeSet<>(request.additionalHeaders());
        additional.removeIf(HeaderField::isAlwaysSigned);
        SortedMap<String, String> byName = new TreeMap<>();
        request.headers().forEach((name, value) -> {
            String lowerName = name.toLowerCase(Locale.ROOT);
            if (HeaderField.isAlwaysSigned(lowerName) || additional.contains(lowerName)) {
                byName.put(lowerName, value);
            }
        });
        for (String name : additional) {
            if (!byName.containsKey(name)) {
                throw new IllegalArgumentException("additional header " + Quoted.of(name)
                        + ": must have a value among the headers, which are "
                        + Quoted.text(request.headers().keySet().toString()));
            }
        }
        return new SignedHeaders(byName, additional);
    }

    /** Returns the names of the additional headers in the form of the canonical request. */
    String additionalNames() {
        return additional.isEmpty() ? "" : String.join(";", additional);
    }

    /** Returns the signed headers as the caller spells them, without a {@code Host} that is the same as in the URL. */
    Map<String, String> required(PresignRequest request) {
        if (byName.isEmpty()) {
            return Map.of();
        }
        String urlHost = request.endpoint().authority(request.bucket());
        Map<String, String> required = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> {
            String lowerName = name.toLowerCase(Locale.ROOT);
            boolean sentByEveryClient = lowerName.equals("host") && value.equals(urlHost);
            if (byName.containsKey(lowerName) && !sentByEveryClient) {
                required.put(name, value);
            }
        });
        return required;
    }
}
