// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes HMACs. Each call creates a {@link Mac}, because a {@link Mac} is not safe to share between threads. */
final class Hmac {

    private Hmac() {}

    static byte[] sha256(byte[] key, byte[] message) {
        return hash("HmacSHA256", key, message);
    }

    static byte[] sha1(byte[] key, byte[] message) {
        return hash("HmacSHA1", key, message);
    }

    private static byte[] hash(String algorithm, byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is missing, which every Java platform must have", e);
        }
    }
}
