// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Work that no signer can save: one SHA-256 over a text as long as the canonical request, and one HMAC-SHA256 with a
 * ready key over one as long as the string to sign. For one thread.
 */
final class LowerBound {

    private final byte[] canonicalRequest;
    private final byte[] stringToSign;
    private final MessageDigest digest;
    private final Mac mac;

    LowerBound(int canonicalRequestLength, int stringToSignLength) throws GeneralSecurityException {
        canonicalRequest = "c".repeat(canonicalRequestLength).getBytes(US_ASCII);
        stringToSign = "s".repeat(stringToSignLength).getBytes(US_ASCII);
        digest = MessageDigest.getInstance("SHA-256");
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    }

    byte[] signature() {
        // The hash becomes part of the string to sign, so that neither can be left out.
        stringToSign[stringToSign.length - 1] = digest.digest(canonicalRequest)[0];
        return mac.doFinal(stringToSign);
    }
}
