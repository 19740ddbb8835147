// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import io.github.osspresign.oss.syntax.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tokens of 128 random bits for addresses and cookies. */
public final class RandomToken {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomToken() {}

    /** Returns a new token of 22 letters, digits, hyphens and underscores. */
    public static String next() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns a token that a client has sent, or a new one if it has sent none. */
    public static String orNext(@Nullable String sent) {
        return sent != null && sent.matches("[\\w-]{22}") ? sent : next();
    }

    /** Returns the SHA-256 of a token in hexadecimal, which may be stored. */
    public static String hash(String token) {
        return Sha256.hex(token);
    }
}
