package io.github.osspresign.camel;

import io.github.osspresign.error.Quoted;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads durations in the forms that Camel takes: a number of milliseconds, units as in {@code 1d2h30m10s500ms}, largest
 * first, or ISO 8601. Camel's own conversion lets large numbers overflow and fails with an error on long texts, and a
 * text may come from a stranger.
 */
public final class DurationText {

    /** What is allowed, for messages. */
    static final String ALLOWED = "a duration such as 15m, 1h30m or PT1H";

    private static final int LONGEST = 64;

    /** Without repetition of groups, which would take a stack as deep as the text is long. */
    private static final Pattern UNITS = Pattern.compile(
            "(?:(\\d{1,18})d)?(?:(\\d{1,18})h)?(?:(\\d{1,18})m(?!s))?(?:(\\d{1,18})s)?(?:(\\d{1,18})ms)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern MILLISECONDS = Pattern.compile("-?\\d{1,18}");

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @param what what it is for, at the start of the message
     * @throws IllegalArgumentException if it has another form, or is longer than a duration can be
     */
    public static Duration parse(String what, String text) {
        String stripped = text.strip();
        Duration duration = stripped.isEmpty() || stripped.length() > LONGEST ? null : read(stripped);
        if (duration == null) {
            throw new IllegalArgumentException(what + ": must be " + ALLOWED + ", was " + Quoted.of(text));
        }
        return duration;
    }

    private static @Nullable Duration read(String text) {
        if (MILLISECONDS.matcher(text).matches()) {
            return Duration.ofMillis(Long.parseLong(text));
        }
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
