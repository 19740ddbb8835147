// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The header fields of a message (RFC 9110 section 5). Names are case-insensitive, and each has one or more values. */
public final class Headers {

    public static final Headers NONE = new Headers(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

    private final NavigableMap<String, List<String>> fields;

    private Headers(NavigableMap<String, List<String>> fields) {
        this.fields = fields;
    }

    /** Returns headers with one value for each name. */
    public static Headers of(Map<String, String> fields) {
        NavigableMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, value) -> copy.put(name, List.of(value)));
        return new Headers(copy);
    }

    /** Returns the first value of the name, or null. */
    public @Nullable String first(String name) {
        List<String> values = fields.get(name);
        return values == null ? null : values.get(0);
    }

    public boolean contains(String name) {
        return fields.containsKey(name);
    }

    /** Returns these headers with the name set to this one value. */
    public Headers with(String name, String value) {
        NavigableMap<String, List<String>> copy = copy();
        copy.remove(name);
        copy.put(name, List.of(value));
        return new Headers(copy);
    }

    /** Returns these headers with a further value of the name. */
    public Headers plus(String name, String value) {
        NavigableMap<String, List<String>> copy = copy();
        List<String> values = new ArrayList<>(copy.getOrDefault(name, List.of()));
        values.add(value);
        copy.put(name, List.copyOf(values));
        return new Headers(copy);
    }

    /** Returns these headers without the name. */
    public Headers without(String name) {
        NavigableMap<String, List<String>> copy = copy();
        copy.remove(name);
        return new Headers(copy);
    }

    public void forEach(BiConsumer<String, String> action) {
        fields.forEach((name, values) -> values.forEach(value -> action.accept(name, value)));
    }

    /** Returns an unmodifiable view with case-insensitive names. */
    public Map<String, List<String>> asMap() {
        return Collections.unmodifiableNavigableMap(fields);
    }

    /** Returns the headers with lower-case names, and repeated headers joined by commas. */
    public Map<String, String> joined() {
        Map<String, String> joined = new LinkedHashMap<>();
        fields.forEach((name, values) -> joined.put(
                name.toLowerCase(Locale.ROOT),
                String.join(",", values.stream().map(String::strip).toList())));
        return joined;
    }

    private NavigableMap<String, List<String>> copy() {
        NavigableMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(fields);
        return copy;
    }

    /** Shows names only, because a value may be a signature or a security token. */
    @Override
    public String toString() {
        return fields.keySet().toString();
    }
}
