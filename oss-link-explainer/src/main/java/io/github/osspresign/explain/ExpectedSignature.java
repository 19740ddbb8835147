// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.oss.syntax.HeaderField;
import io.github.osspresign.oss.syntax.SignatureV4;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.SignatureTrace;
import io.github.osspresign.sign.UrlSignature;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Computes the signature that a link should have. */
final class ExpectedSignature {

    private static final Set<String> WRITTEN_BY_V1 = Set.of("Expires", "OSSAccessKeyId", "Signature", "security-token");

    private final UrlSignature signature;
    private final String secret;

    /**
     * Request that the link may have been signed for.
     *
     * @param headers headers of the request; those that are not signed have no effect
     */
    record SignedRequest(HttpMethod method, String bucket, String key, Map<String, String> headers) {

        /** Leaves out header values. */
        @Override
        public String toString() {
            return "SignedRequest[" + method + " " + bucket + "/" + key + ", headers " + headers.keySet() + "]";
        }

        SignedRequest withMethod(HttpMethod other) {
            return new SignedRequest(other, bucket, key, headers);
        }

        SignedRequest withKey(String other) {
            return new SignedRequest(method, bucket, other, headers);
        }

        SignedRequest withHeader(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.keySet().removeIf(name::equalsIgnoreCase);
            more.put(name, value);
            return new SignedRequest(method, bucket, key, more);
        }
    }

    /** @throws IllegalArgumentException if the parameters are malformed; the message says why */
    ExpectedSignature(ParsedLink link, String secret) {
        this(link, secret, "");
    }

    /**
     * Computes the signature without a parameter that may have been added to the link.
     *
     * @throws IllegalArgumentException if the parameters are malformed; the message says why
     */
    ExpectedSignature(ParsedLink link, String secret, String added) {
        this.secret = secret;
        Map<String, String> parameters = new LinkedHashMap<>(link.query().values());
        parameters.remove(added);
        parameters.keySet().removeAll(writtenByOtherVersion(link.signature().style()));
        parameters.computeIfPresent("Signature", (name, value) -> value.replace(' ', '+'));
        if (!link.query().repeated().isEmpty()) {
            throw new IllegalArgumentException(
                    "parameters occur more than once: " + link.query().repeated());
        }
        this.signature = UrlSignature.parse(parameters);
    }

    /**
     * Returns the steps of the signature for a request.
     *
     * @throws IllegalArgumentException if the request cannot be signed; the message says why
     */
    SignatureTrace trace(SignedRequest request) {
        return signature.trace(request.method, request.bucket, request.key, request.headers, secret);
    }

    /** Returns whether the link has the signature for a request. A space in the signature counts as a plus sign. */
    boolean matches(SignedRequest request) {
        return signature.matches(request.method, request.bucket, request.key, request.headers, secret);
    }

    /** Returns whether OSS signs the header even if it is not listed. The case of the name has no effect. */
    static boolean isAlwaysSigned(String name) {
        return HeaderField.isAlwaysSigned(name.toLowerCase(Locale.ROOT));
    }

    private static Set<String> writtenByOtherVersion(SignatureStyle style) {
        return switch (style) {
            case V4 -> WRITTEN_BY_V1;
            case V1 -> SignatureV4.PARAMETERS;
            case V2, S3, CDN_A, CDN_B, CDN_C, CDN_F, NONE ->
                throw new IllegalArgumentException("only versions 4 and 1 are supported");
        };
    }
}
