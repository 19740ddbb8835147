package io.github.osspresign.link;

/** Text of which a glance tells that it is what it looks like; most links have no other, and need no closer look. */
final class PlainText {

    private static final boolean[] PLAIN = new boolean[128];
    private static final String ACCESS_KEY_ID = "AccessKeyId";

    static {
        String plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
        plain.chars().forEach(c -> PLAIN[c] = true);
    }

    private PlainText() {}

    /**
     * Whether a part of a path or value has only letters, digits, {@code -._~/}, percent-encoded blanks and bytes that are
     * no ASCII, and no name that signing parameters begin with. No sign of a query can be in it, encoded or not.
     */
    static boolean is(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean plain = c < PLAIN.length && PLAIN[c];
            boolean harmless = plain ? !beginsSigningName(text, i) : isHarmlessByte(text, i, end);
            if (!harmless) {
                return false;
            }
        }
        return true;
    }

    /** Whether a part is not empty and has only letters, digits, {@code -} and {@code .}. */
    static boolean isHostName(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c >= PLAIN.length || !PLAIN[c] || c == '/' || c == '~' || c == '_') {
                return false;
            }
        }
        return start < end;
    }

    private static boolean beginsSigningName(String text, int position) {
        char c = text.charAt(position);
        return ((c == 'x' || c == 'X') && text.startsWith("-", position + 1))
                || ((c == 'a' || c == 'A')
                        && text.regionMatches(true, position, ACCESS_KEY_ID, 0, ACCESS_KEY_ID.length()));
    }

    private static boolean isHarmlessByte(String text, int position, int end) {
        if (text.charAt(position) != '%' || position + 2 >= end) {
            return false;
        }
        char high = text.charAt(position + 1);
        return (high >= '8' && high <= '9') || (high >= 'A' && high <= 'F') || text.startsWith("20", position + 1);
    }
}
