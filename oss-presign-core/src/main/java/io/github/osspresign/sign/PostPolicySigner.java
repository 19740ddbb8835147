// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.SignatureV4;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Signer of forms for browser uploads (OSS API, "PostObject"). The signature covers only the policy, in Base64.
 */
public final class PostPolicySigner {

    private static final String CONTENT_TYPE = "x-oss-content-type";

    private PostPolicySigner() {}

    /**
     * Returns a form that works from {@code signedAt} for the lifetime of the policy.
     *
     * @param signedAt sign time, from which the expiry is computed too; fractions of a second are dropped
     * @throws IllegalArgumentException if the version cannot sign such a policy
     */
    public static PostForm sign(
            PostPolicy policy, SignatureVersion version, OssCredentials credentials, Instant signedAt) {
        version.requireLifetime("expiration", policy.lifetime());
        Instant expiresAt = PresignRequest.expiry(signedAt, policy.lifetime());
        if (!expiresAt.isBefore(PresignRequest.YEAR_10000)) {
            throw new IllegalArgumentException("expiration: must end before the year 10000, was " + expiresAt);
        }

        PolicyDocument document = new PolicyDocument(expiresAt).exact("bucket", policy.bucket());
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> selectableTypes = bind(policy, document, fields);
        switch (version) {
            case V4 -> signV4(policy, credentials, signedAt, document, fields);
            case V1 -> signV1(credentials, document, fields);
        }
        return new PostForm(action(policy), fields, selectableTypes, expiresAt);
    }

    /** Adds the limits of the policy to document and fields, and returns the types for the sender to choose from. */
    private static List<String> bind(PostPolicy policy, PolicyDocument document, Map<String, String> fields) {
        boolean oneKey = policy.allowsOneKey();
        fields.put("key", oneKey ? policy.key() : policy.keyPrefix() + PostPolicy.FILE_NAME);
        if (oneKey) {
            document.exact("key", policy.key());
        } else {
            document.startsWith("key", policy.keyPrefix());
        }
        if (policy.minUploadSize() > 0 || policy.maxUploadSize() < PostPolicy.MAX_FILE_SIZE) {
            document.contentLength(policy.minUploadSize(), policy.maxUploadSize());
        }
        policy.fields().forEach((name, value) -> {
            fields.put(name, value);
            document.exact(name.toLowerCase(Locale.ROOT), value);
        });
        return bindContentType(policy.contentTypes(), document, fields);
    }

    /** Binds {@code x-oss-content-type}: the service prefers it to the type that the browser sends with the file. */
    private static List<String> bindContentType(
            List<String> types, PolicyDocument document, Map<String, String> fields) {
        if (types.isEmpty()) {
            return List.of();
        }
        String first = types.get(0);
        if (first.endsWith("*")) {
            document.startsWith(CONTENT_TYPE, first.substring(0, first.length() - 1));
            return types;
        }
        if (types.size() > 1) {
            document.oneOf(CONTENT_TYPE, types);
            return types;
        }
        document.exact(CONTENT_TYPE, first);
        fields.put(CONTENT_TYPE, first);
        return List.of();
    }

    private static void signV4(
            PostPolicy policy,
            OssCredentials credentials,
            Instant signedAt,
            PolicyDocument document,
            Map<String, String> fields) {
        String dateTime = SignatureV4.dateTime(signedAt);
        SigningScope scope =
                new SigningScope(dateTime.substring(0, 8), V4Signer.requireRegion(policy.region(), policy.endpoint()));
        Map<String, String> bound = new LinkedHashMap<>();
        bound.put("x-oss-signature-version", SignatureV4.ALGORITHM);
        bound.put("x-oss-credential", credentials.accessKeyId() + "/" + scope);
        bound.put("x-oss-date", dateTime);
        if (credentials.securityToken() != null) {
            bound.put("x-oss-security-token", credentials.securityToken());
        }
        bound.forEach(document::exact);
        fields.putAll(bound);
        fields.put("policy", document.base64());
        fields.put("x-oss-signature", signatureV4(credentials.accessKeySecret(), scope, document.base64()));
    }

    private static void signV1(OssCredentials credentials, PolicyDocument document, Map<String, String> fields) {
        fields.put("OSSAccessKeyId", credentials.accessKeyId());
        if (credentials.securityToken() != null) {
            fields.put("x-oss-security-token", credentials.securityToken());
        }
        fields.put("policy", document.base64());
        fields.put("Signature", V1Signer.signature(credentials.accessKeySecret(), document.base64()));
    }

    static String signatureV4(String secret, SigningScope scope, String policy) {
        return HexFormat.of().formatHex(Hmac.sha256(scope.signingKey(secret), policy.getBytes(UTF_8)));
    }

    private static String action(PostPolicy policy) {
        ServiceEndpoint endpoint = policy.endpoint();
        return endpoint.scheme() + "://" + endpoint.authority(policy.bucket()) + "/"
                + (endpoint.style() == AddressStyle.PATH ? policy.bucket() + "/" : "");
    }
}
