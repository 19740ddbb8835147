package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signature version 4 in a URL, in the order of the specification (OSS API, "Include a V4 signature in a URL"):
 * canonical request, string to sign, signing key, signature.
 */
final class V4Signer implements OssSigner {

    /*
     * The URL carries its parameters in canonical form and order, so one text serves as canonical query and, with the
     * signature behind it, as the query of the URL. No second encoding exists that could differ from what was signed.
     */

    static final String ALGORITHM = "OSS4-HMAC-SHA256";
    static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public PresignedUrl presign(PresignRequest request, OssCredentials credentials, Instant signedAt) {
        Draft draft = new Draft(request, credentials, signedAt);
        StringBuilder url = request.urlWithoutQuery();
        url.append('?').append(draft.canonicalQuery).append("&x-oss-signature=").append(draft.signature());
        return new PresignedUrl(
                url.toString(), request.method(), draft.headers.required(request), request.expiresAt(signedAt));
    }

    @Override
    public SignatureTrace explain(PresignRequest request, OssCredentials credentials, Instant signedAt) {
        Draft draft = new Draft(request, credentials, signedAt);
        return new SignatureTrace(draft.canonicalRequest(), draft.stringToSign(), draft.signature());
    }

    /** One request on its way to a signature. */
    private static final class Draft {

        private final PresignRequest request;
        private final OssCredentials credentials;
        private final String dateTime;
        private final SigningScope scope;
        private final SignedHeaders headers;
        private final String canonicalQuery;

        Draft(PresignRequest request, OssCredentials credentials, Instant signedAt) {
            SignatureVersion.V4.requireLifetime(request.lifetime());
            SignatureVersion.V4.requireFreeOfOwnParameters(request.query().keySet());
            this.request = request;
            this.credentials = credentials;
            this.dateTime = DATE_TIME.format(signedAt);
            this.scope =
                    new SigningScope(dateTime.substring(0, 8), requireRegion(request.region(), request.endpoint()));
            this.headers = SignedHeaders.of(request);
            this.canonicalQuery = canonicalQuery();
        }

        /** Every parameter but the signature, names and values encoded, sorted by encoded name. */
        private String canonicalQuery() {
            SortedMap<String, String> encoded = new TreeMap<>();
            request.query()
                    .forEach((name, value) -> encoded.put(PercentEncoding.encode(name), PercentEncoding.encode(value)));
            encoded.put("x-oss-signature-version", ALGORITHM);
            encoded.put("x-oss-credential", PercentEncoding.encode(credentials.accessKeyId() + "/" + scope));
            encoded.put("x-oss-date", dateTime);
            encoded.put("x-oss-expires", Long.toString(request.lifetime().toSeconds()));
            if (credentials.securityToken() != null) {
                encoded.put("x-oss-security-token", PercentEncoding.encode(credentials.securityToken()));
            }
            if (!headers.additional().isEmpty()) {
                encoded.put("x-oss-additional-headers", PercentEncoding.encode(additionalHeaders()));
            }
            return QueryString.join(encoded);
        }

        String canonicalRequest() {
            StringBuilder canonical = new StringBuilder(canonicalQuery.length() + 256)
                    .append(request.method())
                    .append("\n/")
                    .append(request.bucket())
                    .append('/');
            PercentEncoding.appendPath(canonical, request.key());
            canonical.append('\n').append(canonicalQuery).append('\n');
            headers.byName()
                    .forEach((name, value) ->
                            canonical.append(name).append(':').append(value).append('\n'));
            return canonical
                    .append('\n')
                    .append(additionalHeaders())
                    .append('\n')
                    .append(hashedPayload())
                    .toString();
        }

        String stringToSign() {
            return ALGORITHM + "\n" + dateTime + "\n" + scope + "\n" + hex(sha256(canonicalRequest()));
        }

        String signature() {
            byte[] key = scope.signingKey(credentials.accessKeySecret());
            return hex(Hmac.sha256(key, stringToSign().getBytes(UTF_8)));
        }

        private String additionalHeaders() {
            return String.join(";", headers.additional());
        }

        /** The body is not known when a URL is signed, unless the user of the link has to announce its hash. */
        private String hashedPayload() {
            return headers.byName().getOrDefault("x-oss-content-sha256", "UNSIGNED-PAYLOAD");
        }
    }

    static String requireRegion(@Nullable String region, ServiceEndpoint endpoint) {
        if (region == null) {
            throw new IllegalArgumentException(
                    "region: expected a region id such as 'cn-hangzhou' but there is none, and the endpoint '"
                            + endpoint.authority() + "' shows none");
        }
        return region;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
