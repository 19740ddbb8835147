// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.Digits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Parses points in time: ISO 8601 with a zone offset, or seconds since 1970. A time without a zone is refused. */
public final class InstantText {

    /** Enough until the year 5138; more are milliseconds. */
    private static final int MAX_DIGITS = 11;

    private InstantText() {}

    /** Parses a point in time. */
    public static Instant parse(String name, String text) {
        // In the URI of an endpoint, the plus sign of an offset is a blank.
        String stripped = text.strip().replace(' ', '+');
        try {
            return Digits.areAll(stripped, MAX_DIGITS)
                    ? Instant.ofEpochSecond(Long.parseLong(stripped))
                    : OffsetDateTime.parse(stripped).toInstant();
        } catch (DateTimeException e) {
            // No cause: its message contains the value unescaped.
            throw new IllegalArgumentException(name + ": must be a time with a zone offset, such as"
                    + " 2026-12-31T23:59:59+08:00, or seconds since 1970, was " + Quoted.of(text));
        }
    }
}
