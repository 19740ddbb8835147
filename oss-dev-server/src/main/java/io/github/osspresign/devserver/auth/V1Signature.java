// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.request.OssRequest;

/** A V1 signature of a request, in its header or its URL. */
sealed interface V1Signature extends SignatureInput permits V1UrlSignature, V1HeaderSignature {

    /** Returns the line of the string to sign with the date of the request or the end of the URL. */
    String date();

    @Override
    default boolean isV4() {
        return false;
    }

    @Override
    default String ecOfMismatch() {
        return "0002-00000040";
    }

    @Override
    default String signedText(OssRequest request) {
        return ReferenceSigner.stringToSignV1(
                request.method(),
                request.bucket(),
                request.key(),
                request.query().parameters(),
                request.headers().joined(),
                date());
    }

    @Override
    default ExpectedSignature sign(String signedText, String secret, SigningKeyCache signingKeys) {
        return new ExpectedSignature(null, signedText, ReferenceSigner.signatureV1(secret, signedText));
    }
}
