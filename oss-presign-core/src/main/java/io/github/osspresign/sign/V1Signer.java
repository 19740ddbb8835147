// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.SubResources;
import java.time.Instant;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signer of version V1 (OSS API, "Include a V1 signature in a URL"). The signature covers the resource without
 * encoding, and of the parameters only the sub-resources.
 */
final class V1Signer implements OssSigner {

    @Override
    public PresignedUrl presign(PresignRequest request, OssCredentials credentials, Instant signedAt) {
        Draft draft = new Draft(request, credentials, signedAt);
        SortedMap<String, String> query = new TreeMap<>();
        draft.parameters.forEach((name, value) ->
                query.put(PercentCoding.PARAMETER.encode(name), PercentCoding.PARAMETER.encode(value)));
        query.put("OSSAccessKeyId", PercentCoding.PARAMETER.encode(credentials.accessKeyId()));
        query.put("Expires", Long.toString(draft.expiresAt.getEpochSecond()));
        query.put("Signature", PercentCoding.PARAMETER.encode(draft.signature()));
        String parameters = query(query);
        SigningBuffer url =
                request.encodedKey(parameters.length() + 1).append('?').append(parameters);
        request.prependAddress(url);
        return new PresignedUrl(url.toString(), request.method(), draft.headers.required(request), draft.expiresAt);
    }

    @Override
    public SignatureTrace trace(PresignRequest request, OssCredentials credentials, Instant signedAt) {
        Draft draft = new Draft(request, credentials, signedAt);
        return new SignatureTrace(null, draft.stringToSign(), draft.signature());
    }

    /** Returns the signature of a text, also of the policy of a form. */
    static String signature(String secret, String text) {
        return Base64.getEncoder().encodeToString(Hmac.sha1(secret.getBytes(UTF_8), text.getBytes(UTF_8)));
    }

    /** Returns parameters as {@code name=value}, or only the name if the value is empty. */
    private static String query(SortedMap<String, String> parameters) {
        StringBuilder query = new StringBuilder(512);
        parameters.forEach((name, value) -> {
            query.append(query.isEmpty() ? "" : "&").append(name);
            if (!value.isEmpty()) {
                query.append('=').append(value);
            }
        });
        return query.toString();
    }

    /** Request that is being signed. */
    private static final class Draft {

        private final PresignRequest request;
        private final OssCredentials credentials;
        private final Instant expiresAt;
        private final SignedHeaders headers;
        private final SortedMap<String, String> parameters;

        Draft(PresignRequest request, OssCredentials credentials, Instant signedAt) {
            SignatureVersion.V1.requireNoSignatureParameters(request.query().keySet());
            this.request = request;
            this.credentials = credentials;
            this.expiresAt = PresignRequest.expiry(signedAt, request.lifetime());
            this.headers = SignedHeaders.of(request);
            this.parameters = new TreeMap<>(request.query());
            if (credentials.securityToken() != null) {
                parameters.put("security-token", credentials.securityToken());
            }
            requireNoAdditionalHeaders();
        }

        String stringToSign() {
            StringBuilder text = new StringBuilder()
                    .append(request.method())
                    .append('\n')
                    .append(headers.byName().getOrDefault("content-md5", ""))
                    .append('\n')
                    .append(headers.byName().getOrDefault("content-type", ""))
                    .append('\n')
                    .append(expiresAt.getEpochSecond())
                    .append('\n');
            headers.byName().forEach((name, value) -> {
                if (name.startsWith("x-oss-")) {
                    text.append(name).append(':').append(value).append('\n');
                }
            });
            return text.append(canonicalizedResource()).toString();
        }

        private String canonicalizedResource() {
            SortedMap<String, String> signed = new TreeMap<>(parameters);
            signed.keySet().removeIf(name -> !SubResources.isSigned(name));
            String resource = "/" + request.bucket() + "/" + request.key();
            return signed.isEmpty() ? resource : resource + "?" + query(signed);
        }

        String signature() {
            return V1Signer.signature(credentials.accessKeySecret(), stringToSign());
        }

        private void requireNoAdditionalHeaders() {
            if (!headers.additional().isEmpty()) {
                throw new IllegalArgumentException("additional headers: must be Content-Type, Content-MD5 or x-oss-*"
                        + " with signature version V1, which cannot sign others, was "
                        + Quoted.text(headers.additional().toString()));
            }
        }
    }
}
