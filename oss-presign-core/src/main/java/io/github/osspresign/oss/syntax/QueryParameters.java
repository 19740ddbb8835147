// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Parameters of a query by decoded, case-sensitive name. If a name occurs twice, the first value counts. */
public final class QueryParameters {

    private final boolean strict;
    private final Map<String, String> encodedValues = new LinkedHashMap<>();
    private final Set<String> repeatedNames = new TreeSet<>();

    private QueryParameters(String query, boolean strict) {
        this.strict = strict;
        for (int start = 0; start <= query.length(); ) {
            int next = query.indexOf('&', start);
            int end = next < 0 ? query.length() : next;
            if (strict || start < end) {
                add(query, start, end);
            }
            start = end + 1;
        }
    }

    private void add(String query, int start, int end) {
        int equals = query.indexOf('=', start);
        int nameEnd = equals < 0 || equals > end ? end : equals;
        String name = decode(query.substring(start, nameEnd));
        String value = nameEnd == end ? "" : query.substring(nameEnd + 1, end);
        if (encodedValues.putIfAbsent(name, value) != null) {
            repeatedNames.add(name);
        }
    }

    /**
     * Parses a query of percent-encoded UTF-8.
     *
     * @param query text after the question mark
     * @throws IllegalArgumentException if a name is not percent-encoded UTF-8; the methods that decode values throw it
     *     if a value is not
     */
    public static QueryParameters parse(String query) {
        return new QueryParameters(query, true);
    }

    /**
     * Parses any text as a query. Malformed encodings stay as they are, and empty parameters are skipped.
     *
     * @param query text after the question mark; {@code null} for no parameters
     */
    public static QueryParameters parseLeniently(@Nullable String query) {
        return new QueryParameters(query == null ? "" : query, false);
    }

    /** Returns the decoded value of a parameter, {@code null} if it is missing or empty. */
    public @Nullable String get(String name) {
        String encoded = encodedValues.get(name);
        return encoded == null || encoded.isEmpty() ? null : decode(encoded);
    }

    /** Returns all decoded values by decoded name. */
    public Map<String, String> decoded() {
        Map<String, String> decoded = new LinkedHashMap<>();
        encodedValues.forEach((name, value) -> decoded.put(name, decode(value)));
        return decoded;
    }

    /** Returns all values as they are in the query by decoded name. */
    public Map<String, String> encoded() {
        return Collections.unmodifiableMap(encodedValues);
    }

    /** Returns the decoded names that occur more than once. */
    public Set<String> repeatedNames() {
        return Collections.unmodifiableSet(repeatedNames);
    }

    private String decode(String encoded) {
        return strict ? PercentCoding.decodeParameter(encoded) : PercentCoding.decodeParameterLeniently(encoded);
    }
}
