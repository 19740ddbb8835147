// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error.text;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.StringJoiner;

/** Durations in words, for messages. */
public final class DurationWords {

    private static final int NANOS_PER_MILLI = 1_000_000;

    private DurationWords() {}

    /** Returns the exact duration, such as {@code 1 day 2 hours} or {@code 500 ms}. */
    public static String of(Duration duration) {
        if (duration.isNegative() || duration.toNanosPart() % NANOS_PER_MILLI != 0) {
            return duration.toString();
        }
        StringJoiner words = new StringJoiner(" ");
        add(words, duration.toDaysPart(), "day");
        add(words, duration.toHoursPart(), "hour");
        add(words, duration.toMinutesPart(), "minute");
        add(words, duration.toSecondsPart(), "second");
        if (duration.toMillisPart() > 0) {
            words.add(duration.toMillisPart() + " ms");
        }
        return duration.isZero() ? "0 seconds" : words.toString();
    }

    /** Returns whole seconds as a number and in words, such as {@code 691200 seconds (8 days)}, and other durations in words. */
    public static String withSeconds(Duration duration) {
        if (duration.toNanosPart() != 0) {
            return of(duration);
        }
        String seconds = duration.toSeconds() + " seconds";
        return duration.compareTo(Duration.ofMinutes(1)) < 0 ? seconds : seconds + " (" + of(duration) + ")";
    }

    /** Returns the duration in its largest useful unit, such as {@code 3 hours}. */
    public static String rounded(Duration duration) {
        ChronoUnit unit = ChronoUnit.SECONDS;
        for (ChronoUnit larger : new ChronoUnit[] {ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS}) {
            unit = duration.compareTo(larger.getDuration().multipliedBy(2)) >= 0 ? larger : unit;
        }
        return of(duration.truncatedTo(unit));
    }

    private static void add(StringJoiner words, long count, String unit) {
        if (count > 0) {
            words.add(count + " " + unit + (count == 1 ? "" : "s"));
        }
    }
}
