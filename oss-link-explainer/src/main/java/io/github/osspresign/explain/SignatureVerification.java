// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import org.jspecify.annotations.Nullable;

/**
 * Result of checking a signature with the secret.
 *
 * @param verdict whether the signature is correct
 * @param canonicalRequest expected canonical request, with the token hidden; {@code null} for V1
 * @param stringToSign expected string to sign, with the token hidden; {@code null} if the request cannot be signed
 */
public record SignatureVerification(
        Verdict verdict,
        @Nullable String canonicalRequest,
        @Nullable String stringToSign) {

    /** Result of the verification. */
    public enum Verdict {
        /** The signature is correct for the request. */
        MATCHES,
        /** The signature is not correct for the request. A finding tells for which similar request it is. */
        DIFFERS,
        /** The signature cannot be checked. A finding tells why. */
        NOT_CHECKED
    }
}
