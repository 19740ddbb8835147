package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signature version 1 in a URL (OSS API, "Include a V1 signature in a URL"): the resource is signed unencoded, and of
 * the parameters only the sub-resources are signed.
 */
final class V1Signer implements OssSigner {

    @Override
    public PresignedUrl presign(PresignRequest request, OssCredentials credentials, Instant signedAt) {
        Instant expiresAt = request.expiresAt(signedAt);
        SortedMap<String, String> query = new TreeMap<>();
        parameters(request, credentials)
                .forEach((name, value) -> query.put(PercentEncoding.encode(name), PercentEncoding.encode(value)));
        query.put("OSSAccessKeyId", PercentEncoding.encode(credentials.accessKeyId()));
        query.put("Expires", Long.toString(expiresAt.getEpochSecond()));
        query.put(
                "Signature",
                PercentEncoding.encode(explain(request, credentials, signedAt).signature()));
        String url = request.urlWithoutQuery() + "?" + QueryString.join(query);
        Map<String, String> required = SignedHeaders.of(request).required(request);
        return new PresignedUrl(url, request.method(), required, expiresAt);
    }

    @Override
    public SignatureTrace explain(PresignRequest request, OssCredentials credentials, Instant signedAt) {
        String stringToSign = stringToSign(request, credentials, signedAt);
        byte[] signature = Hmac.sha1(credentials.accessKeySecret().getBytes(UTF_8), stringToSign.getBytes(UTF_8));
        return new SignatureTrace(null, stringToSign, Base64.getEncoder().encodeToString(signature));
    }

    private static String stringToSign(PresignRequest request, OssCredentials credentials, Instant signedAt) {
        SortedMap<String, String> headers = SignedHeaders.of(request).byName();
        StringBuilder text = new StringBuilder()
                .append(request.method())
                .append('\n')
                .append(headers.getOrDefault("content-md5", ""))
                .append('\n')
                .append(headers.getOrDefault("content-type", ""))
                .append('\n')
                .append(request.expiresAt(signedAt).getEpochSecond())
                .append('\n');
        headers.forEach((name, value) -> {
            if (name.startsWith("x-oss-")) {
                text.append(name).append(':').append(value).append('\n');
            }
        });
        return text.append(canonicalizedResource(request, credentials)).toString();
    }

    private static String canonicalizedResource(PresignRequest request, OssCredentials credentials) {
        SortedMap<String, String> signed = parameters(request, credentials);
        signed.keySet().removeIf(name -> !SubResources.areSigned(name));
        String resource = "/" + request.bucket() + "/" + request.key();
        return signed.isEmpty() ? resource : resource + "?" + QueryString.join(signed);
    }

    private static SortedMap<String, String> parameters(PresignRequest request, OssCredentials credentials) {
        SignatureVersion.V1.requireLifetime(request.lifetime());
        SignatureVersion.V1.requireFreeOfOwnParameters(request.query().keySet());
        requireNoAdditionalHeaders(request);
        SortedMap<String, String> parameters = new TreeMap<>(request.query());
        if (credentials.securityToken() != null) {
            parameters.put("security-token", credentials.securityToken());
        }
        return parameters;
    }

    private static void requireNoAdditionalHeaders(PresignRequest request) {
        Set<String> additional = SignedHeaders.of(request).additional();
        if (!additional.isEmpty()) {
            throw new IllegalArgumentException("additional headers: expected only Content-Type, Content-MD5 or x-oss-*"
                    + " with signature version V1, which cannot bind others, but was " + additional);
        }
    }
}
