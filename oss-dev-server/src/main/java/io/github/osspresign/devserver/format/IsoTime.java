// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.format;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time format of XML bodies: ISO 8601 in UTC with milliseconds. */
public final class IsoTime {

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private IsoTime() {}

    public static String format(Instant instant) {
        return MILLISECONDS.format(instant);
    }
}
