// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Line ends in text that mail software may have broken into lines. */
final class LineEnd {

    /**
     * Length from which a line may have been broken. The limit of a line in a mail is 998 characters (RFC 5322, 2.1.1).
     * Some servers break lines earlier. The length may include a space at the beginning of the next line.
     */
    private static final int MIN_BROKEN_LINE = 990;

    private static final int MAX_BROKEN_LINE = 1000;

    private LineEnd() {}

    /**
     * Returns the position after one line end and the whitespace around it, -1 if there is no line end. It is after the
     * marks of quoted text too, if there are as many as before the line end.
     *
     * @param depth number of marks before the line end
     */
    static int after(String text, int from, int depth) {
        int at = skipWhitespace(text, from);
        if (at == text.length() || !isLineEnd(text.charAt(at))) {
            return -1;
        }
        int line = text.startsWith("\r\n", at) ? at + 2 : at + 1;
        boolean quoted = depth > 0 && QuotePrefix.depth(text, line) == depth;
        return skipWhitespace(text, quoted ? QuotePrefix.end(text, line) : line);
    }

    /** Returns whether a line is as long as the limit of a mail, in characters or in bytes of UTF-8. */
    static boolean isAtLimit(String text, int lineEnd) {
        int start = lineEnd;
        while (start > 0 && lineEnd - start <= MAX_BROKEN_LINE && !isLineEnd(text.charAt(start - 1))) {
            start--;
        }
        int characters = lineEnd - start;
        int bytes = text.substring(start, lineEnd).getBytes(UTF_8).length;
        return characters <= MAX_BROKEN_LINE
                && (characters >= MIN_BROKEN_LINE || (bytes >= MIN_BROKEN_LINE && bytes <= MAX_BROKEN_LINE));
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static int skipWhitespace(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
