package io.github.osspresign.explain;

import java.time.Duration;

/** A length of time as one says it: the two largest units that it has. */
final class PlainDuration {

    private PlainDuration() {}

    static String of(Duration duration) {
        long seconds = Math.abs(duration.toSeconds());
        if (seconds >= 86_400) {
            return two(seconds / 86_400, "day", seconds % 86_400 / 3600, "hour");
        }
        if (seconds >= 3600) {
            return two(seconds / 3600, "hour", seconds % 3600 / 60, "minute");
        }
        return seconds >= 60 ? two(seconds / 60, "minute", seconds % 60, "second") : one(seconds, "second");
    }

    private static String two(long many, String large, long few, String small) {
        return few == 0 ? one(many, large) : one(many, large) + " " + one(few, small);
    }

    private static String one(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
