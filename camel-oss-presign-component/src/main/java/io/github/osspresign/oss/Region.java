package io.github.osspresign.oss;

import io.github.osspresign.error.Quoted;

/** A general region id such as {@code cn-hangzhou}: the form that goes into the signature, without {@code oss-}. */
public final class Region {

    private Region() {}

    public static void require(String id) {
        if (id.startsWith("oss-")) {
            throw new IllegalArgumentException("region: expected a general region id such as "
                    + Quoted.of(id.substring("oss-".length())) + " but was " + Quoted.of(id) + " (leave out 'oss-')");
        }
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "region: expected a general region id such as 'cn-hangzhou' but was " + Quoted.of(id));
        }
    }

    /** Lower-case letters and digits, in words that single hyphens part. */
    private static boolean isId(String text) {
        char before = '-';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && (c != '-' || before == '-')) {
                return false;
            }
            before = c;
        }
        return before != '-';
    }
}
