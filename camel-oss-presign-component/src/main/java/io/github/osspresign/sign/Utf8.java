package io.github.osspresign.sign;

import java.util.Locale;

/** Strict UTF-8: what Java would silently replace by a question mark is refused. */
final class Utf8 {

    private Utf8() {}

    /**
     * Bytes of the UTF-8 form.
     *
     * @throws IllegalArgumentException if the text holds an unpaired surrogate; {@code what} names it
     */
    static int length(String what, String text) {
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
                throw new IllegalArgumentException(what + ": expected text that UTF-8 can hold but character " + i
                        + " is the unpaired surrogate U+"
                        + Integer.toHexString(c).toUpperCase(Locale.ROOT));
            }
        }
        return bytes;
    }
}
