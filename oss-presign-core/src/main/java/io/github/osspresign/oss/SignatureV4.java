// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
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

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private static final int DATE_TIME_LENGTH = 16;

    private SignatureV4() {}

    /** Returns a time as the value of {@code x-oss-date}; fractions of a second are dropped. */
    public static String dateTime(Instant time) {
        return DATE_TIME.format(time);
    }

    /** Parses the value of {@code x-oss-date}; returns {@code null} if it is not a valid time in the exact form. */
    public static @Nullable Instant parseDateTime(String value) {
        if (value.length() != DATE_TIME_LENGTH) {
            // A year may have a sign and more digits.
            return null;
        }
        try {
            return DATE_TIME.parse(value, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
