package io.github.osspresign.devserver.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parts of a request as they may be shown: on one line, and without anything that gives access. */
public final class Redactor {

    private static final String MASK = "***";
    private static final Set<String> SECRET_HEADERS = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "signature",
            "security-token",
            "x-oss-signature",
            "x-oss-security-token");

    // Percent-encoded, even twice, it is still the same name: a broken client must not leak what it encodes too often.
    private static final Pattern SECRET = Pattern.compile(
            encodable("signature") + encodable("=") + "|" + encodable("security-token") + encodable("="));
    private static final Pattern NEXT_PARAMETER = Pattern.compile(encodable("&"));

    private Redactor() {}

    /** Returns the target, or another text with parameters in it, without the values of signatures and tokens. */
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

    /** Returns the value of a header, without signatures and tokens. */
    public static String header(String name, String value) {
        return SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT)) ? MASK : target(value);
    }

    /** Returns the text with everything but the visible characters of ASCII, and blanks, percent-encoded. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            if (octet >= ' ' && octet <= '~') {
                printable.append((char) octet);
            } else {
                printable.append(String.format(Locale.ROOT, "%%%02X", octet));
            }
        }
        return printable.toString();
    }

    /** Returns an expression for the text in which any character may be percent-encoded. */
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
