// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names and formats of signature version V4 in URLs and forms (OSS API, "Include a V4 signature in a URL"). */
public final class SignatureV4 {

    /** Value of {@code x-oss-signature-version}. */
    public static final String ALGORITHM = "OSS4-HMAC-SHA256";

    /** Last part of {@code x-oss-credential}. */
    public static final String TERMINATOR = "aliyun_v4_request";

    /** Parameters of a URL that the signer writes. */
    public static final Set<String> PARAMETERS = Set.of(
            "x-oss-additional-headers",
            "x-oss-credential",
            "x-oss-date",
            "x-oss-expires",
            "x-oss-security-token",
            "x-oss-signature",
            "x-oss-signature-version");

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int DATE_TIME_LENGTH = 16;

    private SignatureV4() {}

    /** Returns a time as the value of {@code x-oss-date}; fractions of a second are dropped. */
    public static String dateTime(Instant time) {
        return DATE_TIME.format(time);
    }

    /** Parses the value of {@code x-oss-date}; returns {@code null} if it is not a valid time in the exact form. */
    public static @Nullable Instant parseDateTime(String value) {
        boolean formed = value.length() == DATE_TIME_LENGTH
                && Digits.areAll(value, 0, 8)
                && value.charAt(8) == 'T'
                && Digits.areAll(value, 9, 15)
                && value.charAt(15) == 'Z';
        if (!formed) {
            return null;
        }
        try {
            // A formatter would take longer than all other steps of parsing a link.
            return LocalDateTime.of(
                            Digits.number(value, 0, 4),
                            Digits.number(value, 4, 6),
                            Digits.number(value, 6, 8),
                            Digits.number(value, 9, 11),
                            Digits.number(value, 11, 13),
                            Digits.number(value, 13, 15))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
