// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import io.github.osspresign.error.text.Quoted;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Transfer rate limit of a link (OSS API, "x-oss-traffic-limit"). This project writes it as a parameter of the URL. The
 * SDK for Java V2 writes it as a signed header, which a browser cannot send.
 *
 * @param bitsPerSecond 819200 to 838860800, which is 100 KB/s to 100 MB/s
 */
public record TrafficLimit(long bitsPerSecond) {

    private static final long MIN = 819_200;
    private static final long MAX = 838_860_800;
    private static final Pattern PATTERN = Pattern.compile("(?<number>[0-9]{1,12})(?:\\s*(?<unit>KB|MB)/S)?");

    /** @throws IllegalArgumentException if the limit is outside the range of the service */
    public TrafficLimit {
        if (bitsPerSecond < MIN || bitsPerSecond > MAX) {
            throw invalid(bitsPerSecond + " bit/s");
        }
    }

    /**
     * Parses bits per second, such as {@code 819200}, or bytes per second, such as {@code 800KB/s}. 1 KB is 1024 bytes.
     *
     * @throws IllegalArgumentException if the text has another form or the limit is outside the range of the service
     */
    public static TrafficLimit parse(String text) {
        Matcher limit = PATTERN.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!limit.matches()) {
            throw invalid(Quoted.of(text));
        }
        long number = Long.parseLong(limit.group("number"));
        String unit = limit.group("unit");
        long bits = unit == null ? number : number * 8 * (unit.equals("KB") ? 1024 : 1024 * 1024);
        if (bits < MIN || bits > MAX) {
            throw invalid(Quoted.of(text));
        }
        return new TrafficLimit(bits);
    }

    private static IllegalArgumentException invalid(String actual) {
        return new IllegalArgumentException(
                "trafficLimit: must be " + MIN + " to " + MAX + " bit/s, or 100KB/s to 100MB/s, was " + actual);
    }
}
