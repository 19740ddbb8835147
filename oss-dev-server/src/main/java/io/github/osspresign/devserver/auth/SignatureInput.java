package io.github.osspresign.devserver.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The input of a signature check, as a request carries it. Reading it from a request checks that all parts are present
 * and well formed.
 */
sealed interface SignatureInput
        permits V4UrlSignature, V4HeaderSignature, V1UrlSignature, V1HeaderSignature, FormSignature {

    String accessKeyId();

    @Nullable String securityToken();

    /** Returns the signature that the request carries. */
    String signature();

    /** Throws the error of OSS if the signature is not valid at this time. */
    void checkTime(Instant now);

    /** Returns the correct signature for the secret of the access key. */
    ExpectedSignature expected(String secret, SigningKeyCache signingKeys);
}
