// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.error.Quoted;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Parses the text of options that are whole numbers. */
final class WholeNumber {

    /*
     * Camel reads such a text as a duration in milliseconds and ignores what it does not know: with it, 5x is 0.
     */

    private static final Set<Class<?>> TYPES = Set.of(int.class, Integer.class, long.class, Long.class);

    /** Options of Camel's scheduler, in milliseconds or with a unit. */
    private static final Set<String> MILLISECONDS = caseInsensitive("delay", "initialDelay");

    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,19}");

    private WholeNumber() {}

    private static Set<String> caseInsensitive(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }

    static boolean isType(Class<?> type) {
        return TYPES.contains(type);
    }

    /** Returns what an option may be, for error messages. */
    static String allowed(String name) {
        return MILLISECONDS.contains(name) ? DurationText.ALLOWED : "a whole number";
    }

    /**
     * Parses a number.
     *
     * @param type one of the types for which {@link #isType} is true
     */
    static Number parse(String name, Class<?> type, String text) {
        String stripped = text.strip();
        boolean isNumber = DIGITS.matcher(stripped).matches();
        try {
            if (!isNumber && MILLISECONDS.contains(name)) {
                return DurationText.parse(name, text).toMillis();
            }
            if (isNumber) {
                boolean isInt = type == int.class || type == Integer.class;
                return isInt ? Integer.valueOf(stripped) : (Number) Long.valueOf(stripped);
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Too large. The exception below has the option and the value.
        }
        throw new IllegalArgumentException(name + ": must be " + allowed(name) + ", was " + Quoted.of(text));
    }
}
