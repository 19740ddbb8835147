// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.request.OssRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input of a signature check, as a request carries it. Reading it from a request checks that all parts are present
 * and well formed.
 */
sealed interface SignatureInput permits V4Signature, V1Signature, FormSignature {

    String accessKeyId();

    @Nullable String securityToken();

    /** Returns the signature that the request carries. */
    String signature();

    /** Returns whether this is a signature of version 4, otherwise of version 1. */
    boolean isV4();

    /** Returns the EC of a signature of this kind that does not match. */
    String ecOfMismatch();

    /** Returns the names of the headers that are signed only because the request names them, in lower case. */
    default List<String> additionalHeaders() {
        return List.of();
    }

    /** Returns the last instant at which the signature is valid. */
    Instant validUntil();

    /** Throws the error of OSS if the signature is not valid at this time. */
    void checkTime(Instant now);

    /**
     * Returns what the signature has to sign if it belongs to this request: the canonical request of V4, the string to
     * sign of V1, or the policy of a form.
     */
    String signedText(OssRequest request);

    /** Returns the correct signature of the text for the secret of the access key. */
    ExpectedSignature sign(String signedText, String secret, SigningKeyCache signingKeys);
}
