// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.CredentialV4;
import io.github.osspresign.oss.syntax.HeaderField;
import io.github.osspresign.oss.syntax.SignatureV4;
import io.github.osspresign.oss.syntax.SubResources;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signature of a presigned URL, with the parameters that it covers. With the secret of the access key it can be
 * verified offline, even if the URL has expired.
 */
public final class UrlSignature {

    /*
     * Verification signs the request of the URL again and compares only the signatures. The parameters of the signature
     * must therefore have exactly the form that the signer writes. Everything else is signed as it was read: if it was
     * read differently from how it was signed, the signatures differ.
     */

    private static final Pattern SECONDS = Pattern.compile("0|[1-9][0-9]{0,11}");

    /** Any endpoint will do: a signature covers the host only as an additional header. */
    private static final ServiceEndpoint ANY_ENDPOINT =
            new ServiceEndpoint("https", "oss.example.com", AddressStyle.CNAME);

    private final SignatureVersion version;
    private final Map<String, String> parameters;
    private final String signature;
    private final String accessKeyId;
    private final @Nullable String securityToken;
    private final @Nullable String region;
    private final Instant signedAt;
    private final Instant expiresAt;
    private final SortedSet<String> additionalHeaders = new TreeSet<>();

    private UrlSignature(Map<String, String> allParameters) {
        this.parameters = new LinkedHashMap<>(allParameters);
        if (!parameters.containsKey("x-oss-signature-version")) {
            this.version = SignatureVersion.V1;
            this.signature = takeRequired("Signature");
            this.accessKeyId = takeRequired("OSSAccessKeyId");
            this.securityToken = takeOptional("security-token");
            this.region = null;
            this.expiresAt = Instant.ofEpochSecond(seconds(takeRequired("Expires"), "Expires"));
            this.signedAt = expiresAt.minusSeconds(1);
            parameters.keySet().removeIf(name -> !SubResources.isSigned(name));
        } else {
            this.version = SignatureVersion.V4;
            require(takeRequired("x-oss-signature-version").equals(SignatureV4.ALGORITHM), "x-oss-signature-version");
            this.signature = takeRequired("x-oss-signature");
            String dateTime = takeRequired("x-oss-date");
            this.signedAt = wellFormed(SignatureV4.parseDateTime(dateTime), "x-oss-date");
            CredentialV4 credential =
                    wellFormed(CredentialV4.parse(takeRequired("x-oss-credential")), "x-oss-credential");
            require(credential.product().equals("oss") && dateTime.startsWith(credential.day()), "x-oss-credential");
            this.accessKeyId = credential.accessKeyId();
            this.securityToken = takeOptional("x-oss-security-token");
            this.region = credential.region();
            this.expiresAt = signedAt.plusSeconds(seconds(takeRequired("x-oss-expires"), "x-oss-expires"));
            takeAdditionalHeaders();
        }
    }

    /**
     * Parses the signature from the parameters of a URL.
     *
     * @param parameters decoded values of all parameters by decoded name
     * @throws IllegalArgumentException if they do not contain a V4 or V1 signature in the form that a signer writes;
     *     the message does not show values
     */
    public static UrlSignature parse(Map<String, String> parameters) {
        return new UrlSignature(parameters);
    }

    /** Returns the version of the signature. */
    public SignatureVersion version() {
        return version;
    }

    /** Returns the access key id in the URL. */
    public String accessKeyId() {
        return accessKeyId;
    }

    /** Returns the signed expiry. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** Returns the lower-case names of headers that are signed besides those that OSS always signs (V4). */
    public SortedSet<String> additionalHeaders() {
        return Collections.unmodifiableSortedSet(additionalHeaders);
    }

    /** Returns the signed parameters, without those that are part of every signature. */
    public Map<String, String> signedParameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /**
     * Returns whether this is the signature of a request. The comparison takes constant time.
     *
     * @param headers headers of the request; headers that are not signed are ignored
     * @param secret secret of the access key
     */
    public boolean matches(HttpMethod method, String bucket, String key, Map<String, String> headers, String secret) {
        try {
            byte[] expected =
                    trace(method, bucket, key, headers, secret).signature().getBytes(UTF_8);
            return MessageDigest.isEqual(expected, signature.getBytes(UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Returns the steps that lead to the signature of a request with the parameters of this signature.
     *
     * @throws IllegalArgumentException if such a request cannot be signed; the message says why
     */
    public SignatureTrace trace(
            HttpMethod method, String bucket, String key, Map<String, String> headers, String secret) {
        PresignRequest.Builder request = PresignRequest.builder(method, ANY_ENDPOINT, bucket, key)
                .lifetime(Duration.between(signedAt, expiresAt))
                .region(region)
                .additionalHeaders(additionalHeaders)
                .query(parameters);
        headers.forEach(request::header);
        OssCredentials credentials = new OssCredentials(accessKeyId, secret, securityToken, null);
        return OssSigner.of(version).trace(request.build(), credentials, signedAt);
    }

    private void takeAdditionalHeaders() {
        String names = takeOptional("x-oss-additional-headers");
        if (names == null) {
            return;
        }
        additionalHeaders.addAll(List.of(names.split(";", -1)));
        boolean asSignerWrites = names.equals(
                        String.join(";", additionalHeaders).toLowerCase(Locale.ROOT))
                && additionalHeaders.stream().noneMatch(name -> name.isEmpty() || HeaderField.isAlwaysSigned(name));
        require(asSignerWrites, "x-oss-additional-headers");
    }

    private String takeRequired(String name) {
        String value = takeOptional(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("parameter " + name + ": must have a value, was missing or empty");
        }
        return value;
    }

    private @Nullable String takeOptional(String name) {
        return parameters.remove(name);
    }

    private static void require(boolean wellFormed, String name) {
        if (!wellFormed) {
            throw new IllegalArgumentException(
                    "parameter " + name + ": must have the form that an OSS signer writes, had another form");
        }
    }

    private static <T> T wellFormed(@Nullable T parsed, String name) {
        require(parsed != null, name);
        return Objects.requireNonNull(parsed);
    }

    private static long seconds(String value, String name) {
        require(SECONDS.matcher(value).matches(), name);
        return Long.parseLong(value);
    }

    /** Returns a text without signature, token and values. */
    @Override
    public String toString() {
        return "UrlSignature[" + version + ", until " + expiresAt + "]";
    }
}
