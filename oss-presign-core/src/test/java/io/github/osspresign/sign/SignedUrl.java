// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signed URL decoded by the JDK, so that two encodings of the same values are equal. */
record SignedUrl(String address, SortedMap<String, String> parameters) {

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    static SignedUrl parse(String url) {
        int queryStart = url.indexOf('?');
        SortedMap<String, String> parameters = new TreeMap<>();
        for (String parameter : url.substring(queryStart + 1).split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
            String previous = parameters.put(name, equals < 0 ? "" : decode(parameter.substring(equals + 1)));
            if (previous != null) {
                throw new IllegalArgumentException("twice: " + name);
            }
        }
        return new SignedUrl(decode(url.substring(0, queryStart).replace("+", "%2B")), parameters);
    }

    Instant date() {
        return DATE_TIME.parse(parameters.get("x-oss-date"), Instant::from);
    }

    long number(String parameter) {
        return Long.parseLong(parameters.get(parameter));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, UTF_8);
    }
}
