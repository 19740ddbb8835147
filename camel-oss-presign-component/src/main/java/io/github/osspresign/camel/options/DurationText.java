// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.error.text.Quoted;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses durations in the forms that Camel accepts: units with the largest first, as in {@code 1d2h30m10s500ms}, or ISO
 * 8601. Numbers without a unit are refused: Camel reads them as milliseconds, most authors mean seconds.
 */
public final class DurationText {

    /*
     * Camel's own conversion lets large numbers overflow and fails with a StackOverflowError on long texts. The text may
     * come from an untrusted sender.
     */

    /** Description of the allowed forms, for error messages. */
    static final String ALLOWED = "a duration with a unit of d, h, m, s or ms, such as 15m, 1h30m or PT1H";

    private static final int MAX_CHARACTERS = 64;

    /** Repeats no group, because a repeated group needs stack space in proportion to the length of the text. */
    private static final Pattern UNITS = Pattern.compile(
            "(?:(\\d{1,18})d)?(?:(\\d{1,18})h)?(?:(\\d{1,18})m(?!s))?(?:(\\d{1,18})s)?(?:(\\d{1,18})ms)?",
            Pattern.CASE_INSENSITIVE);

    private DurationText() {}

    /** Parses a duration. */
    public static Duration parse(String name, String text) {
        String stripped = text.strip();
        Duration duration = stripped.isEmpty() || stripped.length() > MAX_CHARACTERS ? null : parseOrNull(stripped);
        if (duration == null) {
            throw new IllegalArgumentException(name + ": must be " + ALLOWED + ", was " + Quoted.of(text));
        }
        return duration;
    }

    /** Refuses a negative duration. */
    public static void requireNotNegative(String name, @Nullable Duration duration) {
        if (duration != null && duration.isNegative()) {
            throw new IllegalArgumentException(name + ": must be 0 or longer, was " + duration);
        }
    }

    private static @Nullable Duration parseOrNull(String text) {
        try {
            Matcher units = UNITS.matcher(text);
            return units.matches()
                    ? Duration.ofDays(number(units, 1))
                            .plusHours(number(units, 2))
                            .plusMinutes(number(units, 3))
                            .plusSeconds(number(units, 4))
                            .plusMillis(number(units, 5))
                    : Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static long number(Matcher units, int group) {
        String digits = units.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
