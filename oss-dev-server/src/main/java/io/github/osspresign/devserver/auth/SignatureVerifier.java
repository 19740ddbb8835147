// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.HeaderText;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the signature of a request and returns its caller. The order of the checks is that of OSS: parameters, time,
 * access key and token, signature.
 */
public final class SignatureVerifier {

    private static final HexFormat HEX_PAIRS = HexFormat.of().withUpperCase().withSuffix(" ");

    private final AccessKeys keys;
    private final ServiceRules rules;
    private final SigningKeyCache signingKeys = new SigningKeyCache();
    private final RefusalDiagnosis refusals;
    private final SignatureSchemes schemes;

    public SignatureVerifier(AccessKeys keys, ServiceRules rules) {
        this.keys = keys;
        this.rules = rules;
        this.refusals = new RefusalDiagnosis(keys, rules);
        this.schemes = new SignatureSchemes(rules);
    }

    /** Returns the caller, or throws the error that OSS returns, with a diagnosis. */
    public Caller verify(OssRequest request) {
        try {
            SignatureInput input = inputOf(request);
            return input == null ? Caller.ANONYMOUS : verify(request, input);
        } catch (OssException e) {
            throw e.diagnosis() == null ? e.withDiagnosis(refusals.sentence(request, e)) : e;
        }
    }

    private Caller verify(OssRequest request, SignatureInput input) {
        input.checkTime(request.receivedAt());
        String secret = keys.secret(input.accessKeyId(), input.securityToken(), request.receivedAt());
        ExpectedSignature expected = input.sign(input.signedText(request), secret, signingKeys);
        if (!isEqual(expected.signature(), input.signature())) {
            throw mismatch(input, expected)
                    .withDiagnosis(new MismatchDiagnosis(request, input, keys, secret).sentence());
        }
        return new Caller(input.accessKeyId(), input.validUntil());
    }

    /** Returns what is wrong with a request that needs a signature and has none. */
    public static String diagnosisOfUnsigned(OssRequest request) {
        return RefusalDiagnosis.unsigned(request);
    }

    private @Nullable SignatureInput inputOf(OssRequest request) {
        if (request.form() != null) {
            // OSS ignores a signature in the header or the URL of a form.
            return FormSignature.read(request.form(), rules.region());
        }
        String authorization = request.header("Authorization");
        String version = request.query().first("x-oss-signature-version");
        boolean v1Url = request.query().contains("Signature") || request.query().contains("OSSAccessKeyId");
        if (authorization != null && (version != null || v1Url)) {
            throw OssErrorCode.INVALID_ARGUMENT.error("A request is signed in its URL or in its header, not in both.");
        }
        if (authorization != null) {
            return headerInput(request, authorization.strip());
        }
        if (version != null) {
            return versionedUrlInput(request, version);
        }
        schemes.refuseForeign(request.query());
        return v1Url ? V1UrlSignature.read(request, acceptingV1()) : null;
    }

    private SignatureInput headerInput(OssRequest request, String authorization) {
        if (authorization.startsWith(V4UrlSignature.ALGORITHM + " ")) {
            return V4HeaderSignature.read(request, authorization, rules);
        }
        if (authorization.startsWith(V1HeaderSignature.SCHEME)) {
            acceptingV1();
            return V1HeaderSignature.read(request, authorization);
        }
        throw schemes.refusedHeader(authorization);
    }

    private SignatureInput versionedUrlInput(OssRequest request, String version) {
        if (version.equals(V4UrlSignature.ALGORITHM)) {
            return V4UrlSignature.read(request, rules);
        }
        throw schemes.refusedVersion(version);
    }

    /** Returns the rules, or throws AccessDenied if the server does not accept signature version 1. */
    private ServiceRules acceptingV1() {
        if (!rules.holds(Assumption.V1_IS_ACCEPTED)) {
            throw OssErrorCode.ACCESS_DENIED.error("Signature version 1 is not available.");
        }
        return rules;
    }

    private OssException mismatch(SignatureInput input, ExpectedSignature expected) {
        OssException error = OssErrorCode.SIGNATURE_DOES_NOT_MATCH
                .error()
                .ec(input.ecOfMismatch())
                .with("OSSAccessKeyId", input.accessKeyId())
                .with("SignatureProvided", input.signature())
                .with("StringToSign", expected.stringToSign())
                .with("StringToSignBytes", hexPairs(expected.stringToSign()));
        String canonicalRequest = expected.canonicalRequest();
        if (canonicalRequest != null && rules.holds(Assumption.V4_MISMATCH_SHOWS_CANONICAL_REQUEST)) {
            error = error.with("CanonicalRequest", canonicalRequest)
                    .with("CanonicalRequestBytes", hexPairs(canonicalRequest));
        }
        return error;
    }

    /** Returns the bytes as OSS shows them, with a space after each. */
    private static String hexPairs(String text) {
        return HEX_PAIRS.formatHex(HeaderText.bytes(text));
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
