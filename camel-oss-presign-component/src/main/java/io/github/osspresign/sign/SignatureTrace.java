package io.github.osspresign.sign;

import org.jspecify.annotations.Nullable;

/**
 * How a signature came about, to be held against what a service says it expected.
 *
 * @param canonicalRequest V4's canonical request; V1 has none
 * @param stringToSign what the key is applied to
 * @param signature the signature, decoded
 */
public record SignatureTrace(@Nullable String canonicalRequest, String stringToSign, String signature) {

    /** Nothing of it: it may hold a token, and it does hold the signature. */
    @Override
    public String toString() {
        return "SignatureTrace[hidden]";
    }
}
