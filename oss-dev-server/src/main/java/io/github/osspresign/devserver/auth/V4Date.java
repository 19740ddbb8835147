// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The date format of V4 signatures: {@code 20241203T034420Z}. */
final class V4Date {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private V4Date() {}

    static String format(Instant instant) {
        return FORMAT.format(instant);
    }

    /** Returns the instant, or null if the text is not of this form. */
    static @Nullable Instant parse(String text) {
        try {
            return FORMAT.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
