// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import org.jspecify.annotations.Nullable;

/**
 * Value of {@code x-oss-credential} in signature version V4.
 *
 * @param accessKeyId id of the access key
 * @param day signing day in UTC, {@code yyyyMMdd}
 * @param region region id
 * @param product {@code oss}, or {@code oss-cloudbox}
 */
public record CredentialV4(String accessKeyId, String day, String region, String product) {

    private static final int PARTS = 5;
    private static final int DAY_DIGITS = 8;

    /** Parses a decoded value; returns {@code null} if it has another form. */
    public static @Nullable CredentialV4 parse(String value) {
        String[] parts = value.split("/", -1);
        return parts.length == PARTS
                        && !parts[0].isEmpty()
                        && isDay(parts[1])
                        && isName(parts[2])
                        && isName(parts[3])
                        && parts[4].equals(SignatureV4.TERMINATOR)
                ? new CredentialV4(parts[0], parts[1], parts[2], parts[3])
                : null;
    }

    private static boolean isDay(String text) {
        return text.length() == DAY_DIGITS && Digits.areAll(text, DAY_DIGITS);
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Digits.is(c) && (c < 'a' || c > 'z') && c != '-') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Leaves out the access key id, which identifies the signer. */
    @Override
    public String toString() {
        return "CredentialV4[" + day + "/" + region + "/" + product + "]";
    }
}
