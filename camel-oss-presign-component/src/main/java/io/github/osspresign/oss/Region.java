package io.github.osspresign.oss;

import io.github.osspresign.error.Quoted;

/** Check for general region ids such as {@code cn-hangzhou}: the form in a signature, without {@code oss-}. */
public final class Region {

    private Region() {}

    /**
     * Checks that a text is a general region id.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static void require(String id) {
        if (id.startsWith("oss-")) {
            throw new IllegalArgumentException("region: must be a general region id such as "
                    + Quoted.of(id.substring("oss-".length())) + ", was " + Quoted.of(id) + "; leave out 'oss-'");
        }
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "region: must be a general region id such as 'cn-hangzhou', was " + Quoted.of(id));
        }
    }

    /** Returns whether a text consists of lower-case letters and digits, in words separated by single hyphens. */
    static boolean isId(String text) {
        char previous = '-';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && (c != '-' || previous == '-')) {
                return false;
            }
            previous = c;
        }
        return previous != '-';
    }
}
