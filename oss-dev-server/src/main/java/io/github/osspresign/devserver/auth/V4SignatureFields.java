// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The fields of a V4 signature, from the URL or from a header, and the rules that both have in common.
 *
 * @param date text of the time of signing, as the string to sign holds it
 */
record V4SignatureFields(
        OssRequest request,
        CredentialScope credential,
        String date,
        Instant signedAt,
        List<String> additionalHeaders,
        String signature) {

    /** Throws the error of OSS if a field cannot be right. */
    void check(ServiceRules rules) {
        if (!V4Date.format(signedAt).startsWith(credential.day() + "T")) {
            throw invalidScope("date", "0002-00000223");
        }
        if (!credential.product().equals("oss")) {
            throw invalidScope("product", "0002-00000227");
        }
        if (!credential.region().equals(rules.region())) {
            throw invalidScope("region", "0002-00000226");
        }
        additionalHeaders.forEach(this::checkAdditionalHeader);
        checkHeadersAgainstQuery();
        String repeated = request.query().duplicate();
        if (repeated != null && rules.holds(Assumption.REPEATED_V4_PARAMETER_IS_400)) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("A query parameter occurs more than once.")
                    .with("ArgumentName", repeated);
        }
    }

    private OssException invalidScope(String part, String ec) {
        String authorization = request.header("Authorization");
        OssException error = authorization == null
                ? OssErrorCode.INVALID_ARGUMENT.error("The signing " + part + " in credential is invalid.")
                : OssErrorCode.INVALID_ARGUMENT
                        .error("Invalid signing " + part + " in Authorization header.")
                        .with("Authorization", authorization);
        return error.ec(ec);
    }

    private void checkAdditionalHeader(String name) {
        if (name.contains("_") || !request.headers().contains(name)) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("An additional header is not on the request.")
                    .argument("x-oss-additional-headers", name);
        }
    }

    private void checkHeadersAgainstQuery() {
        request.headers().joined().forEach((name, value) -> {
            String parameter = request.query().first(name);
            boolean signed = ReferenceSigner.isSignedByDefaultV4(name) || additionalHeaders.contains(name);
            if (signed && parameter != null && !parameter.equals(value)) {
                throw OssErrorCode.INVALID_ARGUMENT
                        .error("A signed header and a query parameter of the same name differ.")
                        .with("ArgumentName", name);
            }
        });
    }

    /** Returns the canonical request of a request with these fields. */
    String canonicalRequest(OssRequest candidate) {
        return ReferenceSigner.canonicalRequestV4(
                candidate.method(),
                candidate.bucket(),
                candidate.key(),
                candidate.query().parameters(),
                candidate.headers().joined(),
                additionalHeaders);
    }

    ExpectedSignature sign(String canonicalRequest, String secret, SigningKeyCache signingKeys) {
        String stringToSign = ReferenceSigner.stringToSignV4(date, credential.scope(), canonicalRequest);
        byte[] signingKey = signingKeys.get(secret, credential.scope());
        return new ExpectedSignature(
                canonicalRequest, stringToSign, ReferenceSigner.signatureV4(signingKey, stringToSign));
    }

    /** Returns the names of a list like {@code host;range}, in lower case. */
    static List<String> namesOf(String list) {
        return Arrays.stream(list.split(";", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Leaves out everything that is secret. */
    @Override
    public String toString() {
        return "V4SignatureFields[" + credential + "]";
    }
}
