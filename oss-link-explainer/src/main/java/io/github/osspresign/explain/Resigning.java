package io.github.osspresign.explain;

import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.SignatureTrace;
import io.github.osspresign.sign.UrlSignature;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Signs once more what a link says, with the secret that it should be signed with. */
final class Resigning {

    private static final Set<String> WRITTEN_BY_V1 = Set.of("Expires", "OSSAccessKeyId", "Signature", "security-token");
    private static final Set<String> WRITTEN_BY_V4 = Set.of(
            "x-oss-additional-headers",
            "x-oss-credential",
            "x-oss-date",
            "x-oss-expires",
            "x-oss-security-token",
            "x-oss-signature",
            "x-oss-signature-version");

    private final UrlSignature signature;
    private final String secret;

    /**
     * What the signature may stand for.
     *
     * @param headers those that are sent; the ones that are not signed do not matter
     */
    record Attempt(HttpMethod method, String bucket, String key, Map<String, String> headers) {

        /** Without header values. */
        @Override
        public String toString() {
            return "Attempt[" + method + " " + bucket + "/" + key + ", headers " + headers.keySet() + "]";
        }

        Attempt withMethod(HttpMethod other) {
            return new Attempt(other, bucket, key, headers);
        }

        Attempt withKey(String other) {
            return new Attempt(method, bucket, other, headers);
        }

        Attempt withHeader(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.keySet().removeIf(name::equalsIgnoreCase);
            more.put(name, value);
            return new Attempt(method, bucket, key, more);
        }
    }

    /** @throws IllegalArgumentException if the link cannot be signed once more; the message says why */
    Resigning(LinkReading link, String secret) {
        this.secret = secret;
        Map<String, String> parameters = new LinkedHashMap<>(link.query().values());
        parameters.keySet().removeAll(writtenByOtherVersion(link.signature().style()));
        parameters.computeIfPresent("Signature", (name, value) -> value.replace(' ', '+'));
        if (!link.query().repeated().isEmpty()) {
            throw new IllegalArgumentException(
                    "a parameter is given twice: " + link.query().repeated());
        }
        this.signature = UrlSignature.parse(parameters);
    }

    /**
     * How the signature should have come about.
     *
     * @throws IllegalArgumentException if nothing like that can be signed; the message says why
     */
    SignatureTrace trace(Attempt attempt) {
        return signature.trace(attempt.method, attempt.bucket, attempt.key, attempt.headers, secret);
    }

    /** Whether the link has the signature of this, but for a blank where a plus sign belongs. */
    boolean matches(Attempt attempt) {
        return signature.isOf(attempt.method, attempt.bucket, attempt.key, attempt.headers, secret);
    }

    /** Whether the header, however it is spelled, is signed without being listed. */
    static boolean isAlwaysSigned(String name) {
        String lowerName = name.toLowerCase(Locale.ROOT);
        return lowerName.equals("content-type") || lowerName.equals("content-md5") || lowerName.startsWith("x-oss-");
    }

    private static Set<String> writtenByOtherVersion(SignatureStyle style) {
        return switch (style) {
            case V4 -> WRITTEN_BY_V1;
            case V1 -> WRITTEN_BY_V4;
            case V2, S3, NONE ->
                throw new IllegalArgumentException("only signatures of version 4 and 1 can be checked");
        };
    }
}
