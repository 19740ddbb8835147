// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

/** Marks of quoted text at the beginning of a line of a mail: {@code >} for each level, each before at most one space. */
public final class QuotePrefix {

    /** Limits the work for hostile text; deeper quotations are read as text. */
    private static final int MAX_LENGTH = 64;

    private QuotePrefix() {}

    /** Returns the position after the marks of a line; the beginning of the line if it has none. */
    public static int end(String text, int lineStart) {
        int limit = Math.min(text.length(), lineStart + MAX_LENGTH);
        int at = lineStart;
        while (at < limit && text.charAt(at) == '>') {
            at += text.startsWith(" ", at + 1) ? 2 : 1;
        }
        return at;
    }

    /** Returns the number of marks of a line. */
    public static int depth(String text, int lineStart) {
        return (int) text.substring(lineStart, end(text, lineStart))
                .chars()
                .filter(c -> c == '>')
                .count();
    }

    /** Returns whether an angle bracket is a mark of quoted text. */
    static boolean contains(String text, int angle) {
        int at = angle;
        while (at > 0 && angle - at < MAX_LENGTH && (text.charAt(at - 1) == '>' || text.charAt(at - 1) == ' ')) {
            at--;
        }
        return angle < end(text, at) && (at == 0 || LineEnd.isLineEnd(text.charAt(at - 1)));
    }
}
