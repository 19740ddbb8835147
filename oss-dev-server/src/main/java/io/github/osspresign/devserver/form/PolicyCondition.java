// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A condition of a policy on one field. A missing field meets none. */
record PolicyCondition(Operator operator, String field, List<String> values) {

    /** Operators of a condition. */
    enum Operator {
        EQ("eq"),
        STARTS_WITH("starts-with"),
        IN("in"),
        NOT_IN("not-in");

        private final String text;

        Operator(String text) {
            this.text = text;
        }
    }

    PolicyCondition {
        field = field.toLowerCase(Locale.ROOT);
        values = List.copyOf(values);
    }

    /** Reads {@code {"name": "value"}}. */
    static PolicyCondition of(Map<?, ?> exact) {
        if (exact.size() != 1) {
            throw PostPolicy.invalid(
                    "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
        }
        Map.Entry<?, ?> only = exact.entrySet().iterator().next();
        return new PolicyCondition(Operator.EQ, text(only.getKey()), List.of(text(only.getValue())));
    }

    /** Reads {@code ["operator", "$name", value]}. */
    static PolicyCondition of(List<?> parts) {
        if (parts.size() != 3) {
            throw PostPolicy.invalid("Invalid Condition: expected an operator, a field and a value.");
        }
        String operator = text(parts.get(0));
        String field = text(parts.get(1));
        if (!field.startsWith("$")) {
            throw PostPolicy.invalid("Invalid Condition: expected a field that starts with $ but was " + field + ".");
        }
        for (Operator known : Operator.values()) {
            if (known.text.equals(operator)) {
                boolean takesList = known == Operator.IN || known == Operator.NOT_IN;
                return new PolicyCondition(
                        known, field.substring(1), takesList ? texts(parts.get(2)) : List.of(text(parts.get(2))));
            }
        }
        throw PostPolicy.invalid(
                "Invalid Condition: expected eq, starts-with, in, not-in or content-length-range but was " + operator
                        + ".");
    }

    boolean isMetBy(String value) {
        return switch (operator) {
            case EQ, IN -> values.contains(value);
            case NOT_IN -> !values.contains(value);
            case STARTS_WITH -> value.startsWith(values.get(0));
        };
    }

    /** Returns the EC if the field has another value. Only that of one operator is known. */
    String ecOfFailure() {
        return operator == Operator.EQ ? "0006-00000227" : "";
    }

    static String text(@Nullable Object json) {
        if (json instanceof String text) {
            return text;
        }
        throw PostPolicy.invalid("Invalid Condition: expected a text.");
    }

    static long number(@Nullable Object json) {
        if (json instanceof BigDecimal number && isWhole(number)) {
            return number.longValueExact();
        }
        throw PostPolicy.invalid("Invalid Content-Length-Range: expected two numbers of bytes.");
    }

    private static boolean isWhole(BigDecimal number) {
        return number.scale() == 0 && number.signum() >= 0 && number.precision() <= 18;
    }

    private static List<String> texts(@Nullable Object json) {
        if (!(json instanceof List<?> array)) {
            throw PostPolicy.invalid("Invalid Condition: expected a list of texts.");
        }
        List<String> texts = new ArrayList<>();
        array.forEach(value -> texts.add(text(value)));
        return texts;
    }

    /** Returns the condition as it is in the policy, but without a security token. */
    @Override
    public String toString() {
        String quoted = field.equals("x-oss-security-token") ? "\"***\"" : String.join("\", \"", values);
        boolean takesList = operator == Operator.IN || operator == Operator.NOT_IN;
        return "[\"" + operator.text + "\", \"$" + field + "\", "
                + (takesList ? "[\"" + quoted + "\"]" : "\"" + quoted + "\"") + "]";
    }
}
