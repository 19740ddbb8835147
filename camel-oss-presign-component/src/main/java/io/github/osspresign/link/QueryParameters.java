package io.github.osspresign.link;

import io.github.osspresign.oss.PercentCoding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters of a URL by decoded, case-sensitive name. If a name occurs twice, the first value is used. */
final class QueryParameters {

    private final Map<String, String> encodedValues = new LinkedHashMap<>();
    private boolean duplicates;

    /** @throws IllegalArgumentException if a name is not percent-encoded UTF-8 */
    QueryParameters(String query) {
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = PercentCoding.decodeParameter(equals < 0 ? parameter : parameter.substring(0, equals));
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            duplicates |= encodedValues.putIfAbsent(name, value) != null;
        }
    }

    /**
     * Returns the decoded value of a parameter, {@code null} if it is missing or empty.
     *
     * @throws IllegalArgumentException if the value is not percent-encoded UTF-8
     */
    @Nullable String get(String name) {
        String encoded = encodedValues.get(name);
        return encoded == null || encoded.isEmpty() ? null : PercentCoding.decodeParameter(encoded);
    }

    /**
     * Returns all decoded values by decoded name.
     *
     * @throws IllegalArgumentException if a value is not percent-encoded UTF-8
     */
    Map<String, String> decoded() {
        Map<String, String> decoded = new LinkedHashMap<>();
        encodedValues.forEach((name, value) -> decoded.put(name, PercentCoding.decodeParameter(value)));
        return decoded;
    }

    /** Returns whether a name occurs twice. */
    boolean hasDuplicates() {
        return duplicates;
    }
}
