// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import java.util.Locale;

/** Strict UTF-8, which rejects text that Java silently encodes as a question mark. */
public final class Utf8 {

    private Utf8() {}

    /**
     * Returns the length of a text in bytes of UTF-8.
     *
     * @param what name of the text, for the message
     * @throws IllegalArgumentException if the text has an unpaired surrogate
     */
    public static int encodedLength(String what, String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                throw new IllegalArgumentException(what + ": must be text that UTF-8 can encode, has the unpaired"
                        + " surrogate U+" + Integer.toHexString(c).toUpperCase(Locale.ROOT) + " at index " + i);
            }
        }
        return bytes;
    }
}
