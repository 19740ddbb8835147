package io.github.osspresign.devserver.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a call says about its signer; reading one from a call checks that all its parts are there and well formed. */
sealed interface SignatureInput
        permits V4UrlSignature, V4HeaderSignature, V1UrlSignature, V1HeaderSignature, FormSignature {

    String accessKeyId();

    @Nullable String securityToken();

    /** The signature that came with the call. */
    String signature();

    /** Refuses the claim if it is not valid at this time. */
    void checkTime(Instant now);

    /** Signs the call again with the secret of the access key. */
    ExpectedSignature proof(String secret);
}
