// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

/**
 * Text with and without colours.
 *
 * @param plain text without escape sequences
 * @param coloured the same text, or one of the same width, with escape sequences
 */
record StyledText(String plain, String coloured) {

    static StyledText of(String text) {
        return new StyledText(text, text);
    }

    static StyledText of(String text, Style style) {
        return new StyledText(text, style.apply(text));
    }

    StyledText plus(StyledText next) {
        return new StyledText(plain + next.plain, coloured + next.coloured);
    }

    StyledText plus(String text) {
        return plus(of(text));
    }

    String shown(boolean colours) {
        return colours ? coloured : plain;
    }
}
