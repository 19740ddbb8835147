package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.sign.AddressStyle;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.ServiceEndpoint;
import io.github.osspresign.sign.SignatureTrace;
import io.github.osspresign.sign.SignatureVersion;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Signs once more what a link says, with the secret that it should be signed with. */
final class Resigning {

    private static final Set<String> WRITTEN_BY_SIGNER = Set.of(
            "Expires",
            "OSSAccessKeyId",
            "Signature",
            "security-token",
            "x-oss-additional-headers",
            "x-oss-credential",
            "x-oss-date",
            "x-oss-expires",
            "x-oss-security-token",
            "x-oss-signature",
            "x-oss-signature-version");

    /** The address is in no signature, except as the header that is given. */
    private static final ServiceEndpoint ANY_ENDPOINT =
            new ServiceEndpoint("https", "oss.example.com", AddressStyle.CNAME);

    private final SignatureParameters parameters;
    private final SignatureVersion version;
    private final OssCredentials credentials;
    private final Map<String, String> query;
    private final Instant signedAt;
    private final Duration lifetime;
    private final byte[] signature;

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
        this.parameters = link.signature();
        this.version = version(parameters.style());
        String accessKeyId = require(parameters.accessKeyId());
        Instant expiresAt = require(parameters.expiresAt());
        this.signature = require(parameters.signature()).replace(' ', '+').getBytes(UTF_8);
        this.credentials = new OssCredentials(accessKeyId, secret, parameters.token(), null);
        this.signedAt = version == SignatureVersion.V4 ? require(parameters.signedAt()) : expiresAt.minusSeconds(1);
        this.lifetime = Duration.between(signedAt, expiresAt);
        this.query = new LinkedHashMap<>(link.query().values());
        query.keySet().removeAll(WRITTEN_BY_SIGNER);
        if (!link.query().repeated().isEmpty()) {
            throw new IllegalArgumentException(
                    "a parameter is given twice: " + link.query().repeated());
        }
        if (version == SignatureVersion.V4) {
            requireWhatTheSignerWrites(link.query());
        }
    }

    /**
     * How the signature should have come about.
     *
     * @throws IllegalArgumentException if nothing like that can be signed; the message says why
     */
    SignatureTrace trace(Attempt attempt) {
        PresignRequest.Builder request = PresignRequest.builder(
                        attempt.method, ANY_ENDPOINT, attempt.bucket, attempt.key)
                .lifetime(lifetime)
                .additionalHeaders(parameters.additionalHeaders());
        if (parameters.region() != null) {
            request.region(parameters.region());
        }
        request.query(query);
        attempt.headers.forEach(request::header);
        return OssSigner.of(version).explain(request.build(), credentials, signedAt);
    }

    /** Whether the link has the signature of this, but for a blank where a plus sign belongs. */
    boolean matches(Attempt attempt) {
        try {
            return MessageDigest.isEqual(trace(attempt).signature().getBytes(UTF_8), signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Our signer writes these in one form only; a link that has another form must not pass for one of ours. */
    private void requireWhatTheSignerWrites(LooseQuery written) {
        String day = String.valueOf(written.get("x-oss-date")).substring(0, 8);
        String credential =
                credentials.accessKeyId() + "/" + day + "/" + parameters.region() + "/oss/aliyun_v4_request";
        List<String> names = new ArrayList<>();
        for (String name : new TreeSet<>(parameters.additionalHeaders())) {
            if (!isAlwaysSigned(name)) {
                names.add(name);
            }
        }
        String additional = written.values().getOrDefault("x-oss-additional-headers", "");
        if (!credential.equals(written.get("x-oss-credential"))
                || !written.has("x-oss-signature-version")
                || written.has("x-oss-additional-headers") == names.isEmpty()
                || !additional.equals(String.join(";", names))) {
            throw new IllegalArgumentException(
                    "x-oss-credential, x-oss-date, x-oss-signature-version and x-oss-additional-headers do not have the"
                            + " form that a signer for objects writes");
        }
    }

    /** Whether the header, however it is spelled, is signed without being listed. */
    static boolean isAlwaysSigned(String name) {
        String lowerName = name.toLowerCase(Locale.ROOT);
        return lowerName.equals("content-type") || lowerName.equals("content-md5") || lowerName.startsWith("x-oss-");
    }

    private static SignatureVersion version(SignatureStyle style) {
        return switch (style) {
            case V4 -> SignatureVersion.V4;
            case V1 -> SignatureVersion.V1;
            case V2, S3, NONE ->
                throw new IllegalArgumentException("only signatures of version 4 and 1 can be checked");
        };
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("a parameter that is part of the signature is missing or malformed");
        }
        return value;
    }
}
