// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import java.time.Duration;
import java.util.Locale;

/** Sizes, speeds and times as people read them. */
final class Amounts {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Amounts() {}

    /** Returns at most 8 columns, such as {@code 27.4 MB}. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        // Values that would be rounded to 1000.0 have the next unit.
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** Returns at most 10 columns, empty if the speed is negative, which means that it is unknown. */
    static String speed(long bytesPerSecond) {
        return bytesPerSecond < 0 ? "" : bytes(bytesPerSecond) + "/s";
    }

    /** Returns minutes and seconds, and hours if there are any. */
    static String clock(Duration time) {
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart());
    }

    /** Returns seconds, with a decimal if there are few. */
    static String seconds(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
}
