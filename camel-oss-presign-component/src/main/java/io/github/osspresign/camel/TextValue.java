package io.github.osspresign.camel;

import io.github.osspresign.error.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * The text of a value that a message or an expression gives. Camel converts anything to text: a file to its content, and
 * another object to what its class prints. Either would be signed, or become the name of a file, without a word.
 */
public final class TextValue {

    private TextValue() {}

    /**
     * Returns text as it is, the digits of a number, {@code true} or {@code false}, and the name of an enum constant.
     *
     * @param what the name of the value, for the message of the exception
     * @throws IllegalArgumentException if the value is of another type; the message has the type, not the value
     */
    public static String of(String what, @Nullable Object value) {
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        throw new IllegalArgumentException(Quoted.text(what) + ": must be text or a number, was "
                + (value == null ? "null" : "a value of type " + type(value)));
    }

    /** The same, {@code null} for no value. */
    public static @Nullable String orNull(String what, @Nullable Object value) {
        return value == null ? null : of(what, value);
    }

    private static String type(Object value) {
        return value.getClass().getTypeName();
    }
}
