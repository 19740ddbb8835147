package io.github.osspresign.explain;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * URL split at its delimiters, valid or not.
 *
 * @param scheme scheme in lower case
 * @param userInfo text before an {@code @} in front of the host
 * @param authority host and port, if given
 * @param host host in lower case
 * @param path path with its leading slash, empty if there is none
 * @param query query without its question mark
 * @param fragment fragment without its number sign
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

    /**
     * Splits any text that starts with {@code http://} or {@code https://}.
     *
     * @throws IllegalArgumentException if it starts with anything else
     */
    static LooseUrl of(String url) {
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("URL: must start with http:// or https://");
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

    /** Leaves out path and query, which can contain secrets. */
    @Override
    public String toString() {
        return "LooseUrl[" + scheme + "://" + host + "]";
    }
}
