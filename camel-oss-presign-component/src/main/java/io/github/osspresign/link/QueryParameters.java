package io.github.osspresign.link;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL by their decoded, case-sensitive names; of a name given twice the first value counts. */
final class QueryParameters {

    private final Map<String, String> encodedValues = new LinkedHashMap<>();
    private boolean repeated;

    /** @throws IllegalArgumentException if a name is not percent-encoded UTF-8 */
    QueryParameters(String query) {
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = PercentDecoding.parameter(equals < 0 ? parameter : parameter.substring(0, equals));
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            repeated |= encodedValues.putIfAbsent(name, value) != null;
        }
    }

    /**
     * The decoded value, {@code null} where there is none or it is empty.
     *
     * @throws IllegalArgumentException if it is not percent-encoded UTF-8
     */
    @Nullable String get(String name) {
        String encoded = encodedValues.get(name);
        return encoded == null || encoded.isEmpty() ? null : PercentDecoding.parameter(encoded);
    }

    /**
     * All decoded values by their decoded names.
     *
     * @throws IllegalArgumentException if one is not percent-encoded UTF-8
     */
    Map<String, String> decoded() {
        Map<String, String> decoded = new LinkedHashMap<>();
        encodedValues.forEach((name, value) -> decoded.put(name, PercentDecoding.parameter(value)));
        return decoded;
    }

    /** Whether a name is given twice. */
    boolean areRepeated() {
        return repeated;
    }
}
