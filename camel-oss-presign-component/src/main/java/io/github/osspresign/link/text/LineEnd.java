package io.github.osspresign.link.text;

/** The end of a line in text that mail software may have broken into lines. */
final class LineEnd {

    /**
     * What a line of a mail may be long (RFC 5322, 2.1.1) is 998 characters. Some servers break it earlier, and the blank
     * that some begin the next line with may count.
     */
    private static final int SHORTEST_FORCED = 990;

    private static final int LONGEST_FORCED = 1000;

    private LineEnd() {}

    /** Where the text goes on behind one line end and the blanks around it, -1 where there is no line end. */
    static int behind(String text, int from) {
        int at = skipBlanks(text, from);
        if (text.startsWith("\r\n", at)) {
            return skipBlanks(text, at + 2);
        }
        return at < text.length() && isLineEnd(text.charAt(at)) ? skipBlanks(text, at + 1) : -1;
    }

    /** Whether the line that ends here is as long as a line can be, in characters or in bytes of UTF-8. */
    static boolean isForced(String text, int lineEnd) {
        int characters = 0;
        int bytes = 0;
        for (int i = lineEnd - 1; i >= 0 && !isLineEnd(text.charAt(i)); i--) {
            char c = text.charAt(i);
            characters++;
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            if (characters > LONGEST_FORCED) {
                return false;
            }
        }
        return characters >= SHORTEST_FORCED || (bytes >= SHORTEST_FORCED && bytes <= LONGEST_FORCED);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
