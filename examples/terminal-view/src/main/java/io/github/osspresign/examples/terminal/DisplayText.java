// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import java.util.regex.Pattern;

/** Text in the columns of a terminal. Wide characters have two of them, combining marks have none. */
final class DisplayText {

    private static final String ELLIPSIS = "…";

    /** Characters that move the cursor, change the terminal, or reverse or hide the text after them. */
    private static final Pattern HARMFUL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** Scripts and blocks whose characters are wide, as in Unicode Standard Annex 11, and emoji. */
    private static final Pattern WIDE = Pattern.compile("[\\p{IsHan}\\p{IsHangul}\\p{IsHiragana}\\p{IsKatakana}"
            + "\\p{IsBopomofo}\\p{IsYi}\\x{2E80}-\\x{303E}\\x{3200}-\\x{33FF}\\x{FE30}-\\x{FE6F}\\x{FF01}-\\x{FF60}"
            + "\\x{FFE0}-\\x{FFE6}\\x{1F300}-\\x{1F64F}\\x{1F680}-\\x{1F6FF}\\x{1F900}-\\x{1FAFF}"
            + "&&[^\\x{FF61}-\\x{FFDC}]]");

    private DisplayText() {}

    /** Returns the text with a replacement for each character that could harm the terminal or forge its text. */
    static String harmless(String text) {
        return HARMFUL.matcher(text).replaceAll("\uFFFD");
    }

    static int columns(String text) {
        return text.codePoints().map(DisplayText::columns).sum();
    }

    private static int columns(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> WIDE.matcher(Character.toString(character)).matches() ? 2 : 1;
        };
    }

    /** Returns the text, or its beginning and its end if it is wider, because the end of a name says what it is. */
    static String cutMiddle(String text, int columns) {
        if (columns(text) <= columns) {
            return text;
        }
        int rest = Math.max(0, columns - 1);
        return beginning(text, rest - rest / 2) + ELLIPSIS + end(text, rest / 2);
    }

    /** Returns the text, or its beginning if it is wider. */
    static String cutEnd(String text, int columns) {
        return columns(text) <= columns ? text : beginning(text, Math.max(0, columns - 1)) + ELLIPSIS;
    }

    static String padEnd(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - columns(text)));
    }

    static String padStart(String text, int columns) {
        return " ".repeat(Math.max(0, columns - columns(text))) + text;
    }

    private static String beginning(String text, int columns) {
        int end = 0;
        int left = columns;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            left -= columns(character);
            if (left < 0) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    private static String end(String text, int columns) {
        int start = text.length();
        int left = columns;
        while (start > 0) {
            int character = text.codePointBefore(start);
            left -= columns(character);
            if (left < 0) {
                break;
            }
            start -= Character.charCount(character);
        }
        return text.substring(start);
    }
}
