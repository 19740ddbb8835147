// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.text.Quoted;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Policy of a form (OSS API, "PostObject").
 *
 * @param text decoded text
 * @param expiration end of the form
 * @param conditions conditions on fields
 */
record FormPolicy(String text, Instant expiration, List<Condition> conditions) {

    /**
     * Condition on a field.
     *
     * @param operator {@code eq}, {@code starts-with}, {@code in} or {@code not-in}
     */
    record Condition(String operator, String field, List<String> values) {

        boolean isMetBy(String value) {
            return switch (operator) {
                case "starts-with" -> value.startsWith(values.get(0));
                case "not-in" -> !values.contains(value);
                default -> values.contains(value);
            };
        }

        /** Leaves out the values, which can be a token. */
        @Override
        public String toString() {
            return "Condition[" + operator + " " + field + "]";
        }

        /** Returns what the field must be, as a part of a sentence. */
        String demand() {
            String quoted = Quoted.of(String.join(", ", values));
            return switch (operator) {
                case "starts-with" -> "must begin with " + quoted;
                case "in" -> "must be one of " + quoted;
                case "not-in" -> "must be none of " + quoted;
                default -> "must be " + quoted;
            };
        }
    }

    private static final List<String> OPERATORS = List.of("eq", "starts-with", "in", "not-in");
    private static final String LENGTH = "content-length-range";

    /**
     * Reads the field {@code policy}.
     *
     * @throws IllegalArgumentException if it is malformed; the message says what it must be
     */
    static FormPolicy read(String field) {
        if (field.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        String text = decoded(field);
        Object json;
        try {
            json = PolicyText.read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be JSON in Base64, was " + e.getMessage(), e);
        }
        if (!(json instanceof Map<?, ?> policy)) {
            throw new IllegalArgumentException("must be an object of JSON, was " + Quoted.of(text));
        }
        if (!(policy.get("conditions") instanceof List<?> list) || list.isEmpty()) {
            throw new IllegalArgumentException("must have a list of conditions that is not empty, was "
                    + (policy.containsKey("conditions")
                            ? Quoted.of(String.valueOf(policy.get("conditions")))
                            : "without conditions"));
        }
        List<Condition> conditions = new ArrayList<>();
        for (Object condition : list) {
            add(condition, conditions);
        }
        return new FormPolicy(text, expiration(policy.get("expiration")), List.copyOf(conditions));
    }

    private static String decoded(String field) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getMimeDecoder().decode(field.replace(' ', '+'))))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new IllegalArgumentException("must be JSON in Base64, was other text", e);
        }
    }

    private static Instant expiration(@Nullable Object value) {
        try {
            return DateTimeFormatter.ISO_INSTANT.parse(String.valueOf(value), Instant::from);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "must have an expiration in UTC such as 2026-12-31T23:59:59.000Z, was "
                            + (value == null ? "without one" : Quoted.of(value.toString())),
                    e);
        }
    }

    private static void add(Object condition, List<Condition> conditions) {
        if (condition instanceof Map<?, ?> members && members.size() == 1) {
            Map.Entry<?, ?> only = members.entrySet().iterator().next();
            conditions.add(
                    new Condition("eq", String.valueOf(only.getKey()), List.of(String.valueOf(only.getValue()))));
        } else if (condition instanceof List<?> parts
                && parts.size() == 3
                && OPERATORS.contains(parts.get(0))
                && parts.get(1) instanceof String field) {
            List<String> values = parts.get(2) instanceof List<?> several
                    ? several.stream().map(String::valueOf).toList()
                    : List.of(String.valueOf(parts.get(2)));
            conditions.add(new Condition((String) parts.get(0), field.replaceFirst("^\\$", ""), values));
        } else if (!(condition instanceof List<?> range && range.size() == 3 && LENGTH.equals(range.get(0)))) {
            throw new IllegalArgumentException(
                    "must have conditions such as {\"bucket\": \"b\"}, [\"eq\", \"$key\", \"a\"] and"
                            + " [\"content-length-range\", 1, 1024], was with another one");
        }
    }

    /** Leaves out the text and the conditions, which can contain a token. */
    @Override
    public String toString() {
        return "FormPolicy[" + expiration + "]";
    }
}
