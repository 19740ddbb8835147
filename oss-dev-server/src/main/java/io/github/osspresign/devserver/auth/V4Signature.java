// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.request.OssRequest;
import java.util.List;

/** A V4 signature of a request, in its header or its URL. */
sealed interface V4Signature extends SignatureInput permits V4UrlSignature, V4HeaderSignature {

    /** Returns the parts that header and URL have in common. */
    V4SignatureFields v4();

    @Override
    default String accessKeyId() {
        return v4().credential().accessKeyId();
    }

    @Override
    default String signature() {
        return v4().signature();
    }

    @Override
    default boolean isV4() {
        return true;
    }

    @Override
    default String ecOfMismatch() {
        return "0002-00000201";
    }

    @Override
    default List<String> additionalHeaders() {
        return v4().additionalHeaders();
    }

    @Override
    default String signedText(OssRequest request) {
        return v4().canonicalRequest(request);
    }

    @Override
    default ExpectedSignature sign(String signedText, String secret, SigningKeyCache signingKeys) {
        return v4().sign(signedText, secret, signingKeys);
    }
}
