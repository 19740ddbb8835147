// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

/** Decimal numbers in ASCII; {@link Character#isDigit} accepts the digits of all scripts. */
public final class Digits {

    private Digits() {}

    /** Returns whether a character is a digit. */
    public static boolean is(int c) {
        return c >= '0' && c <= '9';
    }

    /** Returns whether a text has 1 to {@code most} characters and all of them are digits. */
    public static boolean areAll(String text, int most) {
        return !text.isEmpty() && text.length() <= most && areAll(text, 0, text.length());
    }

    /** Returns whether all characters between two positions are digits. */
    public static boolean areAll(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!is(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number that the digits between two positions stand for, which must fit into an {@code int}. */
    public static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }
}
