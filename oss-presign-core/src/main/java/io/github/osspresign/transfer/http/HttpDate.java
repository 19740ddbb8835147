// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.oss.syntax.Digits;
import io.github.osspresign.transfer.wire.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses the dates of HTTP headers (RFC 9110, 5.6.7). */
public final class HttpDate {

    /*
     * Nearly all dates have the form of the RFC. Formatters, which accept all forms, took a twentieth of the processor time
     * of a small download for the two dates of its response.
     */

    private static final String FORM = "???, ## ??? #### ##:##:## GMT";
    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /** Forms of the RFC, of RFC 850 and of asctime, as lenient as HttpClient reads them. */
    private static final List<DateTimeFormatter> FORMATTERS = Stream.of(
                    "EEE, dd MMM yyyy HH:mm:ss zzz", "EEE, dd-MMM-yy HH:mm:ss zzz", "EEE MMM d HH:mm:ss yyyy")
            .map(HttpDate::formatter)
            .toList();

    /** End of the years of four digits. The time of a later one could not be added to or converted without an overflow. */
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /** Age of a response in a cache, in seconds. */
    private static final Pattern AGE = Pattern.compile("[0-9]{1,9}");

    private HttpDate() {}

    private static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseLenient()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
    }

    /**
     * Returns the time of a response on the clock of the service, {@code null} if unknown. A cache sends the date of the
     * original response and its age (RFC 9111, 5.1).
     */
    public static @Nullable Instant of(Response response) {
        String date = response.header("Date");
        Instant sent = date == null ? null : parse(date);
        String age = response.header("Age");
        return sent == null || age == null || !AGE.matcher(age).matches()
                ? sent
                : sent.plusSeconds(Long.parseLong(age));
    }

    /** Returns the time, {@code null} if the text is not a date. */
    static @Nullable Instant parse(String text) {
        Instant usual = hasForm(text) ? usual(text) : null;
        return usual == null ? lenient(text) : usual;
    }

    private static @Nullable Instant lenient(String text) {
        for (DateTimeFormatter formatter : FORMATTERS) {
            try {
                Instant time = formatter.parse(text, Instant::from);
                return time.isBefore(END) ? time : null;
            } catch (DateTimeException e) {
                // There may be another form.
            }
        }
        return null;
    }

    private static boolean hasForm(String text) {
        boolean fits = text.length() == FORM.length();
        for (int i = 0; fits && i < text.length(); i++) {
            char form = FORM.charAt(i);
            char c = text.charAt(i);
            fits = form == '?' || (form == '#' ? Digits.is(c) : c == form);
        }
        return fits;
    }

    private static @Nullable Instant usual(String text) {
        try {
            LocalDateTime date = LocalDateTime.of(
                    Digits.number(text, 12, 16),
                    1 + index(MONTHS, text.substring(8, 11)),
                    Digits.number(text, 5, 7),
                    Digits.number(text, 17, 19),
                    Digits.number(text, 20, 22),
                    Digits.number(text, 23, 25));
            boolean exists =
                    date.getYear() > 0 && date.getDayOfWeek().getValue() == 1 + index(DAYS, text.substring(0, 3));
            return exists ? date.toInstant(ZoneOffset.UTC) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Returns the index of a name of three letters, one that no date has if it is not among the names. */
    private static int index(String names, String name) {
        int position = names.indexOf(name);
        return position % 3 == 0 ? position / 3 : -1;
    }
}
