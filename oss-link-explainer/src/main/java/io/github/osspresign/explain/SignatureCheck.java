package io.github.osspresign.explain;

import org.jspecify.annotations.Nullable;

/**
 * What the secret tells about a link.
 *
 * @param verdict whether the signature is right
 * @param canonicalRequest what V4 should have hashed, the token hidden; V1 has none
 * @param stringToSign what should have been signed, the token hidden; none where it cannot be told
 */
public record SignatureCheck(
        Verdict verdict,
        @Nullable String canonicalRequest,
        @Nullable String stringToSign) {

    /** Whether the signature is right. */
    public enum Verdict {
        /** For the method and headers that were asked about. */
        MATCHES,
        /** It is another one; a finding says which near miss it is, if it is one. */
        DIFFERS,
        /** A finding says why. */
        NOT_CHECKED
    }
}
