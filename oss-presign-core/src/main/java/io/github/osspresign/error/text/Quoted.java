// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error.text;

import org.jspecify.annotations.Nullable;

/**
 * Formats untrusted values for messages: on one line, printable and of limited length. Characters without a glyph are
 * escaped, because they could forge a line of a log or reverse the direction of its text.
 */
public final class Quoted {

    /** Maximum length of a formatted value, in characters, without quotes. */
    public static final int MAX_LENGTH = 200;

    private static final int MAX_PART_LENGTH = 1000;
    private static final int MAX_URL_LENGTH = 4000;

    private Quoted() {}

    /** Returns the value in single quotes, followed by its full length if it is shortened. */
    public static String of(@Nullable Object value) {
        return format(String.valueOf(value), MAX_LENGTH, "'");
    }

    /** Returns the text without quotes, followed by its full length if it is shortened. */
    public static String text(String text) {
        return format(text, MAX_LENGTH, "");
    }

    /** Returns a part of a message, which may contain values that are quoted already. */
    public static String part(Object part) {
        return format(String.valueOf(part), MAX_PART_LENGTH, "");
    }

    /** Returns a masked URL without quotes. The limit is large enough for the longest object key. */
    public static String url(String maskedUrl) {
        return format(maskedUrl, MAX_URL_LENGTH, "");
    }

    private static String format(String text, int maxLength, String quote) {
        StringBuilder formatted = new StringBuilder(quote);
        if (append(formatted, text, maxLength)) {
            return formatted.append(quote).toString();
        }
        String length = " (" + text.length() + " characters)";
        formatted.setLength(quote.length());
        append(formatted, text, maxLength - 1 - length.length());
        return formatted.append('…').append(quote).append(length).toString();
    }

    /** Appends as much of the text as fits into {@code maxLength} characters, and returns whether that is all of it. */
    private static boolean append(StringBuilder target, String text, int maxLength) {
        int end = target.length() + maxLength;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            int lengthBefore = target.length();
            append(target, character);
            if (target.length() > end) {
                target.setLength(lengthBefore);
                return false;
            }
            i += Character.charCount(character);
        }
        return true;
    }

    private static void append(StringBuilder target, int character) {
        switch (character) {
            case '\t' -> target.append("\\t");
            case '\n' -> target.append("\\n");
            case '\r' -> target.append("\\r");
            default -> {
                if (hasGlyph(character)) {
                    target.appendCodePoint(character);
                } else {
                    target.append(String.format(character > 0xffff ? "\\u{%X}" : "\\u%04X", character));
                }
            }
        }
    }

    private static boolean hasGlyph(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
