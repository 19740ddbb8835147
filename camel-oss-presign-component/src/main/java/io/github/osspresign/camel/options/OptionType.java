// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.url.UrlMask;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.PropertyBindingException;
import org.jspecify.annotations.Nullable;

/** Simple types of options: their allowed values, and the parsing of durations and whole numbers. */
final class OptionType {

    /*
     * Camel reads the text of a whole number as a duration in milliseconds and ignores what it does not know: with it, 5x
     * is 0.
     */

    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> FRACTIONS = Set.of(double.class, Double.class);

    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,19}");

    private OptionType() {}

    /** Returns whether an option is one of Camel's scheduler, in milliseconds or with a unit. */
    private static boolean isMilliseconds(String name) {
        return name.equalsIgnoreCase("delay") || name.equalsIgnoreCase("initialDelay");
    }

    static boolean isWholeNumber(Class<?> type) {
        return WHOLE_NUMBERS.contains(type);
    }

    /** Returns whether options of a type are parsed here. */
    static boolean isParsed(Class<?> type) {
        return type == Duration.class || isWholeNumber(type);
    }

    /** Returns what an option may be, for error messages, or {@code null} for a type that is not simple. */
    static @Nullable String allowed(String name, Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class || isMilliseconds(name)) {
            return DurationText.ALLOWED;
        }
        if (isWholeNumber(type)) {
            return "a whole number";
        }
        return FRACTIONS.contains(type) ? "a number" : null;
    }

    /**
     * Fails without the value, which can be a secret, if a part of an option without parts is set, such as {@code
     * secretKey[0]}. Camel shows the value if it fails itself.
     *
     * @param type type of the option, {@code null} if it is not known
     * @param reason why the option is refused, {@code null} for its lack of parts
     */
    static void requireParts(Object target, String name, @Nullable Class<?> type, @Nullable String reason) {
        if (type == null || isWhole(type)) {
            String message = reason == null ? name + ": is not an option with parts" : reason;
            // Camel rethrows this exception. To any other it adds the value.
            throw new PropertyBindingException(target, name, UrlMask.HIDDEN, new IllegalArgumentException(message));
        }
    }

    private static boolean isWhole(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || (type.getName().startsWith("java.") && !Map.class.isAssignableFrom(type));
    }

    /**
     * Parses a duration or a whole number.
     *
     * @param type one of the types for which {@link #isParsed} is true
     */
    static Object parse(String name, Class<?> type, String text) {
        if (type == Duration.class) {
            return DurationText.parse(name, text);
        }
        String stripped = text.strip();
        boolean isNumber = DIGITS.matcher(stripped).matches();
        try {
            if (!isNumber && isMilliseconds(name)) {
                return DurationText.parse(name, text).toMillis();
            }
            if (isNumber) {
                boolean isInt = type == int.class || type == Integer.class;
                return isInt ? Integer.valueOf(stripped) : (Object) Long.valueOf(stripped);
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Too large. The exception below has the option and the value.
        }
        throw new IllegalArgumentException(name + ": must be " + allowed(name, type) + ", was " + Quoted.of(text));
    }
}
