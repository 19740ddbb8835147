package io.github.osspresign.devserver.auth;

import org.jspecify.annotations.Nullable;

/** The signature that is right for a call, with what was signed; V1 has no canonical request. */
record ExpectedSignature(@Nullable String canonicalRequest, String stringToSign, String signature) {

    /** Leaves everything out: it may hold a security token. */
    @Override
    public String toString() {
        return "Proof";
    }
}
