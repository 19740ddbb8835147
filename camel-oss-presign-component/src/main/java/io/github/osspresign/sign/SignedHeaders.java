package io.github.osspresign.sign;

import io.github.osspresign.error.Quoted;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The headers that a signature binds (OSS API, "canonical headers" and "additional headers").
 *
 * @param byName lower-case name to value, sorted
 * @param additional the names among them that are signed only because the caller asked, sorted
 */
record SignedHeaders(SortedMap<String, String> byName, SortedSet<String> additional) {

    private static final SignedHeaders NONE =
            new SignedHeaders(Collections.emptySortedMap(), Collections.emptySortedSet());

    /** Those of a request under V4: content-type, content-md5, every x-oss-*, and the additional ones. */
    static SignedHeaders of(PresignRequest request) {
        if (request.headers().isEmpty() && request.additionalHeaders().isEmpty()) {
            return NONE;
        }
        SortedSet<String> additional = new TreeSet<>();
        for (String name : request.additionalHeaders()) {
            if (!isAlwaysSigned(name)) {
                additional.add(name);
            }
        }
        SortedMap<String, String> byName = new TreeMap<>();
        request.headers().forEach((name, value) -> {
            String lowerName = name.toLowerCase(Locale.ROOT);
            if (isAlwaysSigned(lowerName) || additional.contains(lowerName)) {
                byName.put(lowerName, value);
            }
        });
        for (String name : additional) {
            if (!byName.containsKey(name)) {
                throw new IllegalArgumentException("additional header: expected a value for " + Quoted.of(name)
                        + " among the headers but there is none (have "
                        + Quoted.text(request.headers().keySet().toString()) + ")");
            }
        }
        return new SignedHeaders(byName, additional);
    }

    /** Whether OSS signs the header, given in lower case, without being asked. */
    static boolean isAlwaysSigned(String lowerName) {
        return lowerName.equals("content-type") || lowerName.equals("content-md5") || lowerName.startsWith("x-oss-");
    }

    /** The additional ones as the canonical request has them. */
    String additionalNames() {
        return additional.isEmpty() ? "" : String.join(";", additional);
    }

    /** The signed ones under the caller's own spelling, without a host that is the URL's own. */
    Map<String, String> required(PresignRequest request) {
        if (byName.isEmpty()) {
            return Map.of();
        }
        String ownHost = request.endpoint().authority(request.bucket());
        Map<String, String> required = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> {
            String lowerName = name.toLowerCase(Locale.ROOT);
            boolean sentAnyway = lowerName.equals("host") && value.equals(ownHost);
            if (byName.containsKey(lowerName) && !sentAnyway) {
                required.put(name, value);
            }
        });
        return required;
    }
}
