package io.github.osspresign.explain;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL split at its delimiters, whatever stands between them.
 *
 * @param scheme lower case
 * @param userInfo what stands before an {@code @} in front of the host
 * @param authority host and, where given, port
 * @param host the host alone, lower case
 * @param path with its leading slash; empty where there is none
 * @param query without its question mark
 * @param fragment without its number sign
 */
record LooseUrl(
        String scheme,
        @Nullable String userInfo,
        String authority,
        String host,
        String path,
        @Nullable String query,
        @Nullable String fragment) {

    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>[Hh][Tt][Tt][Pp][Ss]?)://(?:(?<user>[^/?#]*)@)?(?<authority>[^/?#]*)"
                    + "(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?(?:#(?<fragment>.*))?",
            Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    /** Reads a text that begins with {@code http://} or {@code https://}; any such text can be read. */
    static LooseUrl of(String url) {
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("URL: expected http:// or https:// at its beginning");
        }
        String authority = parts.group("authority");
        return new LooseUrl(
                parts.group("scheme").toLowerCase(Locale.ROOT),
                parts.group("user"),
                authority,
                PORT.matcher(authority).replaceFirst("").toLowerCase(Locale.ROOT),
                parts.group("path"),
                parts.group("query"),
                parts.group("fragment"));
    }

    /** Without path and query, which may hold secrets. */
    @Override
    public String toString() {
        return "LooseUrl[" + scheme + "://" + host + "]";
    }
}
