// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Hours of each day in which no mail is sent, by the clocks of a time zone: where clocks are changed, a night is an hour
 * longer or shorter.
 *
 * @param from first quiet moment of the day
 * @param to first moment that is not quiet; before {@code from} if the hours span midnight, equal to it for no quiet hours
 */
record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

    /**
     * Parses quiet hours.
     *
     * @param text such as {@code 22:00-07:00 Asia/Shanghai}
     * @throws IllegalArgumentException if the text has another form or names an unknown time zone
     */
    static QuietHours of(String text) {
        String[] parts = text.split("[- ]", 3);
        try {
            if (parts.length == 3) {
                return new QuietHours(LocalTime.parse(parts[0]), LocalTime.parse(parts[1]), ZoneId.of(parts[2]));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(message(text), e);
        }
        throw new IllegalArgumentException(message(text));
    }

    private static String message(String text) {
        return "QUIET_HOURS: must be two times and a time zone such as '22:00-07:00 Asia/Shanghai', was '" + text + "'";
    }

    boolean contains(Instant moment) {
        LocalTime time = LocalTime.ofInstant(moment, zone);
        boolean afterStart = !time.isBefore(from);
        boolean beforeEnd = time.isBefore(to);
        return from.isAfter(to) ? afterStart || beforeEnd : afterStart && beforeEnd;
    }
}
