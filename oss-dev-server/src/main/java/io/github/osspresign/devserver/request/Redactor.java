// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Redacts signatures and security tokens in parts of a request, and makes them printable on one line. */
public final class Redactor {

    private static final String MASK = "***";
    private static final int MAX_QUOTED = 200;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Set<String> SECRET_HEADERS = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "signature",
            "security-token",
            "x-oss-signature",
            "x-oss-security-token");

    // Also matches names that are percent-encoded once or several times, so that a client that encodes too often
    // leaks nothing.
    private static final Pattern SECRET = Pattern.compile(
            encodable("signature") + encodable("=") + "|" + encodable("security-token") + encodable("="));
    private static final Pattern NEXT_PARAMETER = Pattern.compile(encodable("&"));

    private Redactor() {}

    /** Returns a target, or another text with parameters, without the values of signatures and tokens. */
    public static String target(String text) {
        StringBuilder masked = new StringBuilder();
        Matcher secret = SECRET.matcher(text);
        Matcher next = NEXT_PARAMETER.matcher(text);
        int at = 0;
        while (secret.find(at)) {
            masked.append(text, at, secret.end()).append(MASK);
            at = next.find(secret.end()) ? next.start() : text.length();
        }
        return printable(masked.append(text, at, text.length()).toString());
    }

    /** Returns the value of a header without signatures and tokens. */
    public static String header(String name, String value) {
        return SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT)) ? MASK : target(value);
    }

    /** Returns the start of the text in quotes, without signatures and tokens, for a sentence. */
    public static String quoted(String text) {
        String printable = target(text);
        return "'" + (printable.length() > MAX_QUOTED ? printable.substring(0, MAX_QUOTED) + "..." : printable) + "'";
    }

    /** Returns the text with everything except visible ASCII characters and spaces percent-encoded. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            if (octet >= ' ' && octet <= '~') {
                printable.append((char) octet);
            } else {
                printable.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return printable.toString();
    }

    /** Returns a regular expression for the text in which any character may be percent-encoded. */
    private static String encodable(String text) {
        return text.chars()
                .mapToObj(c -> String.format(
                        Locale.ROOT,
                        "(?i:%s|%%(?:25)*%02X|%%(?:25)*%02X)",
                        Pattern.quote(Character.toString(c)),
                        c,
                        (int) Character.toUpperCase((char) c)))
                .collect(Collectors.joining());
    }
}
