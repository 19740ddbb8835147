// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Replaces characters that make a text look different from what it is: a line end in a subject, a reversed file name. */
final class PlainCharacters {

    /**
     * Control characters, unpaired surrogates, line ends, and the Unicode property {@code Bidi_Control}. Other format
     * characters join emoji and letters of some scripts.
     */
    private static final Pattern MISLEADING =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private PlainCharacters() {}

    /** Returns a text of one line. */
    static String line(String text) {
        return MISLEADING.matcher(text).replaceAll("\uFFFD");
    }

    /** Returns a text that keeps its line ends, each as a single line feed. */
    static String lines(String text) {
        return text.lines().map(PlainCharacters::line).collect(Collectors.joining("\n"));
    }
}
