// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signed URL of a CDN, recognised by its form alone: the names of the parameters of kinds C and F are a setting of the domain.
 *
 * @param kind kind of the signature
 * @param uri signed path of the object, as in the URL
 * @param time time stamp, as in the URL
 * @param nonce random value and user of kind A, with a hyphen between them; empty for the other kinds
 * @param hash hash in hexadecimal digits
 */
public record CdnUrl(CdnKind kind, String uri, String time, String nonce, String hash) {

    /** Number of digits of a hash. */
    public static final int HASH_LENGTH = 32;

    private static final int MINUTE_LENGTH = 12;
    private static final String HASH = "([0-9a-fA-F]{32})";

    /** From the year 2004, so that a folder with a date such as 20261130 is none. */
    private static final String HEX_TIME = "([4-9a-fA-F][0-9a-fA-F]{7})";

    private static final Pattern PATH =
            Pattern.compile("/(?:([0-9]{12})/" + HASH + "|" + HASH + "/" + HEX_TIME + ")(?=/.)", Pattern.DOTALL);
    private static final Pattern AUTH_KEY =
            Pattern.compile("auth_key=([0-9]{1,12})-([0-9a-zA-Z]*-[0-9a-zA-Z]*)-" + HASH);
    private static final Pattern PARAMETERS =
            Pattern.compile("[^&=]+=" + HASH + "&[^&=]+=(?:([0-9]{9,12})|" + HEX_TIME + ")(?![^&#])");

    /** Parses path and query of a URL; returns {@code null} if they have no signature of a CDN. */
    public static @Nullable CdnUrl of(String path, @Nullable String query) {
        if (query == null) {
            Matcher parts = ofPath(path, 0, path.length());
            if (parts == null) {
                return null;
            }
            String uri = path.substring(parts.end());
            return parts.group(1) == null
                    ? new CdnUrl(CdnKind.C, uri, parts.group(4), "", parts.group(3))
                    : new CdnUrl(CdnKind.B, uri, parts.group(1), "", parts.group(2));
        }
        Matcher authKey = AUTH_KEY.matcher(query);
        if (authKey.matches()) {
            return new CdnUrl(CdnKind.A, path, authKey.group(1), authKey.group(2), authKey.group(3));
        }
        Matcher named = PARAMETERS.matcher(query);
        if (!named.matches()) {
            return null;
        }
        return named.group(2) == null
                ? new CdnUrl(CdnKind.C, path, named.group(3), "", named.group(1))
                : new CdnUrl(CdnKind.F, path, named.group(2), "", named.group(1));
    }

    /** Returns the position of the hash in a path, which begins with a slash; -1 if the path has none. */
    public static int hashPosition(String url, int pathStart, int pathEnd) {
        Matcher path = ofPath(url, pathStart, pathEnd);
        return path == null ? -1 : Math.max(path.start(2), path.start(3));
    }

    private static @Nullable Matcher ofPath(String url, int start, int end) {
        // Most paths have no slash there, and need no pattern.
        boolean possible = end - start > HASH_LENGTH + 1
                && (url.charAt(start + MINUTE_LENGTH + 1) == '/' || url.charAt(start + HASH_LENGTH + 1) == '/');
        Matcher path = possible ? PATH.matcher(url).region(start, end) : null;
        return path != null && path.lookingAt() ? path : null;
    }

    /** Returns whether the parameter at a position of a URL has a hash, and the next one a time. */
    public static boolean isHashWithTime(String url, int start, int end) {
        return endsWithHash(url, start, end)
                && PARAMETERS.matcher(url).region(start, url.length()).lookingAt();
    }

    /** Returns whether a part of a URL ends with the digits of a hash, as the parameters of a signature do. */
    public static boolean endsWithHash(String url, int start, int end) {
        int digit = end;
        while (digit > start && end - digit < HASH_LENGTH && HexFormat.isHexDigit(url.charAt(digit - 1))) {
            digit--;
        }
        return end - digit == HASH_LENGTH;
    }

    /** Leaves out the hash. */
    @Override
    public String toString() {
        return "CdnUrl[" + kind + " " + uri + ", time " + time + "]";
    }
}
