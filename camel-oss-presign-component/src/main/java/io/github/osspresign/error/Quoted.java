package io.github.osspresign.error;

import org.jspecify.annotations.Nullable;

/**
 * Shows values from outside in messages: on one line, printable and of bounded length. Characters that have no glyph are
 * escaped, since they could forge a line of a log or turn the direction of its text.
 */
public final class Quoted {

    /** Characters that are shown of a value at most, without its quotes. */
    public static final int LONGEST = 200;

    private static final int LONGEST_PART = 1000;
    private static final int LONGEST_URL = 4000;

    private Quoted() {}

    /** Returns the value in single quotes, followed by its length where it is cut. */
    public static String of(@Nullable Object value) {
        return shown(String.valueOf(value), LONGEST, "'");
    }

    /** Returns the text without quotes, with its length at the end where it is cut. */
    public static String text(String text) {
        return shown(text, LONGEST, "");
    }

    /** Returns a part of a message, which may have values in it that are quoted already. */
    static String part(Object part) {
        return shown(String.valueOf(part), LONGEST_PART, "");
    }

    /** Returns a URL that holds no secret without quotes; that of an object with the longest key is whole. */
    public static String url(String maskedUrl) {
        return shown(maskedUrl, LONGEST_URL, "");
    }

    private static String shown(String text, int longest, String quote) {
        StringBuilder shown = new StringBuilder(quote);
        if (append(shown, text, longest)) {
            return shown.append(quote).toString();
        }
        String length = " (" + text.length() + " characters)";
        shown.setLength(quote.length());
        append(shown, text, longest - 1 - length.length());
        return shown.append('…').append(quote).append(length).toString();
    }

    /** Appends as much of the text as there is room for, and returns whether that is all. */
    private static boolean append(StringBuilder target, String text, int room) {
        int end = target.length() + room;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            int before = target.length();
            append(target, character);
            if (target.length() > end) {
                target.setLength(before);
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
