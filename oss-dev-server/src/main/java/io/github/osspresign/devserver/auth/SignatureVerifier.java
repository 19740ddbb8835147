package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssError;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who made a call, checking in the order of the OSS API: are all parameters there, is it in time, are key
 * and token known, is the signature right.
 */
public final class SignatureVerifier {

    private static final HexFormat HEX_PAIRS = HexFormat.ofDelimiter(" ").withUpperCase();

    private final AccessKeys keys;
    private final ServiceRules rules;

    public SignatureVerifier(AccessKeys keys, ServiceRules rules) {
        this.keys = keys;
        this.rules = rules;
    }

    /** Returns the caller, or ends the call with the error that OSS answers. */
    public Caller verify(OssRequest request) {
        SignatureInput claim = claimOf(request);
        if (claim == null) {
            return Caller.ANONYMOUS;
        }
        claim.checkTime(request.receivedAt());
        ExpectedSignature proof =
                claim.proof(keys.secret(claim.accessKeyId(), claim.securityToken(), request.receivedAt()));
        if (!isEqual(proof.signature(), claim.signature())) {
            throw mismatch(claim, proof);
        }
        return new Caller(claim.accessKeyId());
    }

    private @Nullable SignatureInput claimOf(OssRequest request) {
        if (request.form() != null) {
            // Whatever signature the header or the URL may have, OSS does not look at it.
            return FormSignature.read(request.form(), rules.region());
        }
        String authorization = request.header("Authorization");
        String version = request.query().first("x-oss-signature-version");
        boolean v1Url = request.query().contains("Signature") || request.query().contains("OSSAccessKeyId");
        if (authorization != null && (version != null || v1Url)) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("A request is signed in its URL or in its header, not in both.")
                    .toException();
        }
        if (authorization != null) {
            return headerClaim(request, authorization.strip());
        }
        if (version != null) {
            return versionedUrlClaim(request, version);
        }
        return v1Url ? V1UrlSignature.read(request, acceptingV1()) : null;
    }

    private SignatureInput headerClaim(OssRequest request, String authorization) {
        if (authorization.startsWith(V4UrlSignature.ALGORITHM + " ")) {
            return V4HeaderSignature.read(request, authorization, rules);
        }
        if (authorization.startsWith(V1HeaderSignature.SCHEME)) {
            acceptingV1();
            return V1HeaderSignature.read(request, authorization);
        }
        if (authorization.startsWith("OSS2 ")) {
            throw version2();
        }
        throw OssErrorCode.INVALID_ARGUMENT
                .error("The Authorization header is malformed.")
                .toException();
    }

    private SignatureInput versionedUrlClaim(OssRequest request, String version) {
        if (version.equals(V4UrlSignature.ALGORITHM)) {
            return V4UrlSignature.read(request, rules);
        }
        if (version.equals("OSS2")) {
            throw version2();
        }
        throw OssErrorCode.INVALID_ARGUMENT
                .error("The signature version is unknown.")
                .ec("0002-00000066")
                .with("ArgumentName", "x-oss-signature-version")
                .toException();
    }

    /** Returns the rules, or ends the call if the server is one for accounts that cannot use signature version 1. */
    private ServiceRules acceptingV1() {
        if (!rules.holds(Assumption.V1_IS_ACCEPTED)) {
            throw OssErrorCode.ACCESS_DENIED
                    .error("Signature version 1 is not available.")
                    .toException();
        }
        return rules;
    }

    private static OssException version2() {
        return OssErrorCode.NOT_IMPLEMENTED
                .error("This server does not implement signature version 2.")
                .toException();
    }

    private OssException mismatch(SignatureInput claim, ExpectedSignature proof) {
        OssError error = OssErrorCode.SIGNATURE_DOES_NOT_MATCH
                .error()
                .ec("0002-00000040")
                .with("OSSAccessKeyId", claim.accessKeyId())
                .with("SignatureProvided", claim.signature())
                .with("StringToSign", proof.stringToSign())
                .with("StringToSignBytes", hexPairs(proof.stringToSign()));
        String canonicalRequest = proof.canonicalRequest();
        if (canonicalRequest != null && rules.holds(Assumption.V4_MISMATCH_SHOWS_CANONICAL_REQUEST)) {
            error = error.with("CanonicalRequest", canonicalRequest)
                    .with("CanonicalRequestBytes", hexPairs(canonicalRequest));
        }
        return error.toException();
    }

    private static String hexPairs(String text) {
        return HEX_PAIRS.formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
