// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.message;

import io.github.osspresign.error.text.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * Converts header values and results of expressions to text. Camel's own conversion accepts any type: it turns a file into
 * its content and an object into the result of {@code toString()}, which would then be signed or become a file name.
 */
public final class TextValue {

    private TextValue() {}

    /**
     * Returns the text of a string, number, boolean or enum constant.
     *
     * @param name name of the value, for the message of the exception
     * @throws IllegalArgumentException if the value has another type; the message shows the type, not the value
     */
    public static String of(String name, @Nullable Object value) {
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        throw new IllegalArgumentException(Quoted.text(name) + ": must be text or a number, was "
                + (value == null
                        ? "null"
                        : "a value of type " + value.getClass().getTypeName()));
    }

    /** Returns the text of a value, as {@link #of} does, or {@code null} for {@code null}. */
    public static @Nullable String orNull(String name, @Nullable Object value) {
        return value == null ? null : of(name, value);
    }
}
