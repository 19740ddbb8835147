// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.oss.syntax.Digits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** Parses the dates of HTTP headers (RFC 9110, 5.6.7). */
final class HttpDate {

    /*
     * Nearly all dates have the form of the RFC. The formatters of HttpClient, which accept all forms, took a twentieth of
     * the processor time of a small download for the two dates of its response.
     */

    private static final String FORM = "???, ## ??? #### ##:##:## GMT";
    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private HttpDate() {}

    /** Returns the time, {@code null} if the text is not a date. */
    static @Nullable Instant parse(String text) {
        Instant usual = hasForm(text) ? usual(text) : null;
        return usual == null ? DateUtils.parseStandardDate(text) : usual;
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
