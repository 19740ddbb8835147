// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import io.github.osspresign.error.text.Quoted;

/** Form of object keys. */
public final class ObjectKey {

    /** Maximum length, in bytes of UTF-8. */
    public static final int MAX_BYTES = 1023;

    private ObjectKey() {}

    /**
     * Checks that a text is an object key.
     *
     * @throws IllegalArgumentException if it is not; the message shows the text
     */
    public static void require(String key) {
        int bytes = Utf8.encodedLength("object key", key);
        if (bytes == 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("object key: must be 1 to " + MAX_BYTES + " bytes of UTF-8, was " + bytes
                    + " bytes" + (bytes == 0 ? "" : ": " + Quoted.of(key)));
        }
        if (key.startsWith("/") || key.startsWith("\\")) {
            throw new IllegalArgumentException(
                    "object key: must not start with a slash or backslash, was " + Quoted.of(key));
        }
    }

    /** Returns whether a text has the form of an object key. */
    public static boolean isValid(String key) {
        try {
            require(key);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
