// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.request;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a request: decoded names and values in the order sent. A name without a value has an empty value. */
public record Query(List<Map.Entry<String, String>> parameters) {

    public Query {
        parameters = List.copyOf(parameters);
    }

    /** Reads {@code name=value&name=value}, percent-encoded, or throws InvalidArgument. */
    public static Query parse(String raw) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (String piece : raw.split("&", -1)) {
            if (!piece.isEmpty()) {
                int equals = piece.indexOf('=');
                String name = equals < 0 ? piece : piece.substring(0, equals);
                String value = equals < 0 ? "" : piece.substring(equals + 1);
                parameters.add(Map.entry(PercentEncoding.decode(name, true), PercentEncoding.decode(value, true)));
            }
        }
        return new Query(parameters);
    }

    /** Returns the first value of the name, or null. */
    public @Nullable String first(String name) {
        for (Map.Entry<String, String> parameter : parameters) {
            if (parameter.getKey().equals(name)) {
                return parameter.getValue();
            }
        }
        return null;
    }

    /** Returns all values of the name. */
    public List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Returns the first value of the name, or an empty text. */
    public String text(String name) {
        String value = first(name);
        return value == null ? "" : value;
    }

    public boolean contains(String name) {
        return first(name) != null;
    }

    /** Returns a name that occurs more than once, or null. */
    public @Nullable String duplicate() {
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, String> parameter : parameters) {
            if (!seen.add(parameter.getKey())) {
                return parameter.getKey();
            }
        }
        return null;
    }

    /** Shows names only, because a value may be a signature or a security token. */
    @Override
    public String toString() {
        return parameters.stream().map(Map.Entry::getKey).toList().toString();
    }
}
