package io.github.osspresign.link;

/** Text of which a glance tells that it is what it looks like; most links have no other, and need no closer look. */
final class UnreservedText {

    private static final boolean[] HOST_NAME =
            table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");

    /** Those that need no look at what comes behind them. */
    private static final boolean[] PLAIN = table("BCDEFGHIJKLMNOPQRSTUVWYZbcdefghijklmnopqrstuvwyz0123456789-._~/");

    private static final String ACCESS_KEY_ID = "AccessKeyId";

    private static boolean[] table(String characters) {
        boolean[] table = new boolean[128];
        characters.chars().forEach(c -> table[c] = true);
        return table;
    }

    private UnreservedText() {}

    /**
     * Whether a part of a path or value has only letters, digits, {@code -._~/}, percent-encoded blanks and bytes that are
     * no ASCII, and no name that signing parameters begin with. No sign of a query can be in it, encoded or not.
     */
    static boolean is(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean plain = c < PLAIN.length && PLAIN[c];
            if (!plain && !isHarmless(text, i, end)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a part is not empty and has only letters, digits, {@code -} and {@code .}. */
    static boolean isHostName(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c >= HOST_NAME.length || !HOST_NAME[c]) {
                return false;
            }
        }
        return start < end;
    }

    private static boolean isHarmless(String text, int position, int end) {
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
