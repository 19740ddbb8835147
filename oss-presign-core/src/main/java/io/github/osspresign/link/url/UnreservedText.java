// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

/** Fast path of {@link UrlMask} for text that cannot contain a secret, which is most of a typical URL. */
final class UnreservedText {

    private static final boolean[] HOST_NAME =
            table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");

    /** Characters that are harmless regardless of the next ones. */
    private static final boolean[] PLAIN = table("BCDEFGHIJKLMNOPQRSTUVWYZbcdefghijklmnopqrstuvwyz0123456789-._~/");

    private static final String ACCESS_KEY_ID = "AccessKeyId";

    private static boolean[] table(String characters) {
        boolean[] table = new boolean[128];
        characters.chars().forEach(c -> table[c] = true);
        return table;
    }

    private UnreservedText() {}

    /**
     * Returns whether a part of a path or value has only letters, digits, {@code -._~/}, percent-encoded spaces and
     * percent-encoded non-ASCII bytes, and does not contain the beginning of the name of a signing parameter. Such a
     * part cannot contain a query, encoded or not.
     */
    static boolean isHarmless(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean plain = c < PLAIN.length && PLAIN[c];
            if (!plain && !isHarmlessAt(text, i, end)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a part is not empty and has only letters, digits, {@code -} and {@code .}. */
    static boolean isHostName(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c >= HOST_NAME.length || !HOST_NAME[c]) {
                return false;
            }
        }
        return start < end;
    }

    /** Returns whether a character is an ASCII letter or digit, {@code -}, {@code .} or {@code _}. */
    static boolean isNameCharacter(char c) {
        return c == '_' || (c < HOST_NAME.length && HOST_NAME[c]);
    }

    private static boolean isHarmlessAt(String text, int position, int end) {
        return switch (text.charAt(position)) {
            case 'x', 'X' -> !text.startsWith("-", position + 1);
            case 'a', 'A' -> !text.regionMatches(true, position, ACCESS_KEY_ID, 0, ACCESS_KEY_ID.length());
            case '%' -> position + 2 < end && isHarmlessByte(text, position + 1);
            default -> false;
        };
    }

    private static boolean isHarmlessByte(String text, int digits) {
        char high = text.charAt(digits);
        return (high >= '8' && high <= '9') || (high >= 'A' && high <= 'F') || text.startsWith("20", digits);
    }
}
