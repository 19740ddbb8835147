package io.github.osspresign.transfer.http;

import io.github.osspresign.oss.Digits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** Parser of dates in headers (RFC 9110, 5.6.7). Every response has two of them, in the form that all servers send. */
final class HttpDate {

    private static final String FORM = "Fri, 01 Jan 2027 00:00:00 GMT";
    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private HttpDate() {}

    /** Parses a date in the current form or in one of the obsolete forms; returns {@code null} if it has another one. */
    static @Nullable Instant parse(String date) {
        Instant time = parseCurrentForm(date);
        return time == null ? DateUtils.parseStandardDate(date) : time;
    }

    private static @Nullable Instant parseCurrentForm(String date) {
        if (!hasForm(date)) {
            return null;
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(date, 12, 16),
                    name(date, 8, MONTHS),
                    number(date, 5, 7),
                    number(date, 17, 19),
                    number(date, 20, 22),
                    number(date, 23, 25));
            boolean sameDay = time.getDayOfWeek().getValue() == name(date, 0, DAYS);
            return sameDay ? time.toInstant(ZoneOffset.UTC) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Returns whether digits, punctuation and time zone are where they are in the current form. */
    private static boolean hasForm(String date) {
        boolean same = date.length() == FORM.length() && date.endsWith("GMT");
        for (int i = 3; same && i < FORM.length() - 3; i++) {
            char expected = FORM.charAt(i);
            char c = date.charAt(i);
            same = Digits.is(expected) ? Digits.is(c) : Character.isLetter(expected) || c == expected;
        }
        return same;
    }

    private static int number(String date, int start, int end) {
        return Integer.parseInt(date, start, end, 10);
    }

    /** Returns the number of a name of three letters, starting with 1; 0 if it is none of the names. */
    private static int name(String date, int start, String names) {
        for (int i = 0; i < names.length(); i += 3) {
            if (date.regionMatches(start, names, i, 3)) {
                return i / 3 + 1;
            }
        }
        return 0;
    }
}
