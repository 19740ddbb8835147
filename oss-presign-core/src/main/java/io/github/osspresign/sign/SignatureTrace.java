// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import org.jspecify.annotations.Nullable;

/**
 * Steps that lead to a signature, for comparison with the values in an error of the service.
 *
 * @param canonicalRequest canonical request of V4; {@code null} for V1, which has none
 * @param stringToSign text whose HMAC is the signature
 * @param signature the signature, without percent-encoding
 */
public record SignatureTrace(@Nullable String canonicalRequest, String stringToSign, String signature) {

    /** Returns a text without the values, which contain the signature and possibly a token. */
    @Override
    public String toString() {
        return "SignatureTrace[hidden]";
    }
}
