// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Short form of masked URLs for messages: the address, and of the query only signature version and expiry, as in
 * {@code https://bucket.oss-cn-hangzhou.aliyuncs.com/dir/name.pdf?… (V4, ends 2026-11-26T08:40:51Z)}.
 */
public final class ShortUrl {

    /** Maximum length of the address. Of a longer one, the middle is left out. */
    private static final int MAX_ADDRESS = 300;

    private static final int BEGINNING = 120;

    private static final Pattern V4_DATE = parameter("x-oss-date", "[0-9]{8}T[0-9]{6}Z");
    private static final Pattern V4_LIFETIME = parameter("x-oss-expires", "[0-9]{1,9}");
    private static final Pattern V1_END = parameter("Expires", "[0-9]{1,11}");

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private ShortUrl() {}

    private static Pattern parameter(String name, String value) {
        return Pattern.compile("[?&]" + name + "=(" + value + ")(?=&|$)");
    }

    /** Returns the short form of a URL whose secrets are masked already; a URL without query has only an address. */
    public static String of(String maskedUrl) {
        int query = maskedUrl.indexOf('?');
        return query < 0
                ? address(maskedUrl)
                : address(maskedUrl.substring(0, query)) + "?…" + signature(maskedUrl.substring(query));
    }

    private static String address(String address) {
        return address.length() <= MAX_ADDRESS
                ? address
                : address.substring(0, BEGINNING) + "…" + address.substring(address.length() - MAX_ADDRESS + BEGINNING);
    }

    private static String signature(String query) {
        Matcher end = V1_END.matcher(query);
        Matcher date = V4_DATE.matcher(query);
        Matcher lifetime = V4_LIFETIME.matcher(query);
        if (date.find() && lifetime.find()) {
            try {
                Instant signedAt = DATE_TIME.parse(date.group(1), Instant::from);
                return end("V4", signedAt.plusSeconds(Long.parseLong(lifetime.group(1))));
            } catch (DateTimeException e) {
                return "";
            }
        }
        return end.find() ? end("V1", Instant.ofEpochSecond(Long.parseLong(end.group(1)))) : "";
    }

    private static String end(String version, Instant end) {
        return " (" + version + ", ends " + end + ")";
    }
}
