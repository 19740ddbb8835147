// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures that the core does not make, because nobody should sign so: of S3, of forms that were read, of known mistakes. */
final class Hmac {

    private Hmac() {}

    /** Returns the signature of version 1 of OSS and 2 of S3. */
    static String sha1(String secret, String stringToSign) {
        return Base64.getEncoder().encodeToString(mac("HmacSHA1", secret.getBytes(UTF_8), stringToSign));
    }

    /**
     * Returns the signature of version 4 of OSS and S3.
     *
     * @param prefix what stands before the secret
     * @param scope day, region, product and end, separated by slashes
     */
    static String sha256(String prefix, String secret, String scope, String stringToSign) {
        byte[] key = (prefix + secret).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = mac("HmacSHA256", key, part);
        }
        return HexFormat.of().formatHex(mac("HmacSHA256", key, stringToSign));
    }

    private static byte[] mac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
