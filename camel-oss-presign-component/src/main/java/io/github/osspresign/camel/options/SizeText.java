// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.error.text.Quoted;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses sizes: bytes, or a whole number with one of the units B, KB, MB, GB and TB. 1 KB is 1024 bytes and the same as 1
 * KiB, as in the option {@code trafficLimit} and in the data sizes of Spring Boot.
 */
public final class SizeText {

    private static final String UNITS = "BKMGT";
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,19}) ?(B|[KMGT]I?B)?");

    private SizeText() {}

    /** Parses a size, in bytes. */
    public static long parse(String name, String text) {
        Matcher size = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (size.matches()) {
            String unit = size.group(2);
            int power = unit == null ? 0 : UNITS.indexOf(unit.charAt(0));
            try {
                return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * power));
            } catch (NumberFormatException | ArithmeticException e) {
                // Too large. The exception below has the option and the value.
            }
        }
        throw new IllegalArgumentException(
                name + ": must be a size in bytes or with a unit, such as 10MB, was " + Quoted.of(text));
    }

    /** Parses a size as {@link #parse}; returns {@code null} for {@code null}. */
    public static @Nullable Long parseOrNull(String name, @Nullable String text) {
        return text == null ? null : (Long) parse(name, text);
    }
}
