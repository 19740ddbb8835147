// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * URL split at its delimiters (RFC 3986, appendix B). Nothing is checked, decoded or changed, so that damaged URLs can
 * be split too. A client that sends a link must use a strict parser instead.
 */
public final class UrlParts {

    private static final String AFTER_SCHEME = "://";
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private final String url;
    private final int authorityStart;
    private final int pathStart;
    private final int queryStart;
    private final int fragmentStart;

    private UrlParts(String url, int authorityStart) {
        this.url = url;
        this.authorityStart = authorityStart;
        this.fragmentStart = find(url, '#', authorityStart, url.length());
        this.queryStart = find(url, '?', authorityStart, fragmentStart);
        this.pathStart = find(url, '/', authorityStart, queryStart);
    }

    /** Splits a text; returns {@code null} if it does not begin with a scheme and {@code ://}. */
    public static @Nullable UrlParts of(String url) {
        int schemeEnd = url.indexOf(AFTER_SCHEME);
        if (schemeEnd < 0 || !isScheme(url, schemeEnd)) {
            return null;
        }
        return new UrlParts(url, schemeEnd + AFTER_SCHEME.length());
    }

    /** Returns the position after {@code ://}. */
    public int authorityStart() {
        return authorityStart;
    }

    /** Returns the position of the first slash after the authority, or of the end of the authority. */
    public int pathStart() {
        return pathStart;
    }

    /** Returns the position of the first question mark, or of the end of the path. */
    public int queryStart() {
        return queryStart;
    }

    /** Returns the position of the first number sign, or of the end of the text. */
    public int fragmentStart() {
        return fragmentStart;
    }

    /** Returns the scheme in lower case. */
    public String scheme() {
        return url.substring(0, authorityStart - AFTER_SCHEME.length()).toLowerCase(Locale.ROOT);
    }

    /** Returns the text before an {@code @} in front of the host, {@code null} if there is no {@code @}. */
    public @Nullable String userInfo() {
        int at = url.lastIndexOf('@', pathStart - 1);
        return at < authorityStart ? null : url.substring(authorityStart, at);
    }

    /** Returns host and port, if there is a port. */
    public String authority() {
        int at = url.lastIndexOf('@', pathStart - 1);
        return url.substring(Math.max(authorityStart, at + 1), pathStart);
    }

    /** Returns the host in lower case. */
    public String host() {
        return PORT.matcher(authority()).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    /** Returns the path with its leading slash, empty if there is none. */
    public String path() {
        return url.substring(pathStart, queryStart);
    }

    /** Returns the query without its question mark, {@code null} if there is no question mark. */
    public @Nullable String query() {
        return queryStart == fragmentStart ? null : url.substring(queryStart + 1, fragmentStart);
    }

    /** Returns the fragment without its number sign, {@code null} if there is no number sign. */
    public @Nullable String fragment() {
        return fragmentStart == url.length() ? null : url.substring(fragmentStart + 1);
    }

    private static boolean isScheme(String url, int end) {
        return (end == 5 && url.startsWith("https"))
                || (end == 4 && url.startsWith("http"))
                || SCHEME.matcher(url).region(0, end).matches();
    }

    /** Returns the first position of a character between two positions, or the end if there is none. */
    public static int find(String text, char c, int start, int end) {
        int position = text.indexOf(c, start);
        return position < 0 || position > end ? end : position;
    }

    /** Leaves out user info, path and query, which can contain secrets. */
    @Override
    public String toString() {
        return "UrlParts[" + scheme() + AFTER_SCHEME + host() + "]";
    }
}
