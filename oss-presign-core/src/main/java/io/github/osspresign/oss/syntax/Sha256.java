// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Access to SHA-256, which every Java platform has. */
public final class Sha256 {

    private Sha256() {}

    /** Returns a new digest. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, which every Java platform must have", e);
        }
    }

    /** Returns the hash of a text in UTF-8, in hexadecimal digits. */
    public static String hex(String text) {
        return hex(text.getBytes(UTF_8));
    }

    /** Returns the hash of bytes in hexadecimal digits. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }
}
