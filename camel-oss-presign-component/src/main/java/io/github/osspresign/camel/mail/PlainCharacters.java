// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

/** Replaces characters that make a text look different from what it is: a line end in a subject, a reversed file name. */
final class PlainCharacters {

    private static final char REPLACEMENT = '\uFFFD';

    private PlainCharacters() {}

    /** Returns a text of one line. */
    static String line(String text) {
        return replaced(text, false);
    }

    /** Returns a text that keeps its line ends, each as a single line feed. */
    static String lines(String text) {
        return replaced(text.replace("\r\n", "\n"), true);
    }

    private static String replaced(String text, boolean keepLineFeeds) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> plain.appendCodePoint((keepLineFeeds && c == '\n') || !isMisleading(c) ? c : REPLACEMENT));
        return plain.toString();
    }

    private static boolean isMisleading(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> changesDirection(codePoint);
            default -> false;
        };
    }

    /** Other characters of this type join emoji and letters of some scripts. */
    private static boolean changesDirection(int codePoint) {
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> true;
            default -> false;
        };
    }
}
