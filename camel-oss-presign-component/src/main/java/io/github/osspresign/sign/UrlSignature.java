package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.SubResources;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signature of a presigned URL, with the parameters that it was made from. Whoever has the secret can check offline
 * whether it is right, however long ago the URL ended.
 */
public final class UrlSignature {

    /*
     * Nothing is compared but the signature: the request that the URL stands for is signed once more, by the signer that
     * made it. So the parameters of the signature must have the one form that the signer writes, and everything else is
     * signed as it was read. A reading that differs from what was signed has another signature.
     */

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern DATE_TIME_SHAPE = Pattern.compile("[0-9]{8}T[0-9]{6}Z");
    private static final Pattern SECONDS = Pattern.compile("0|[1-9][0-9]{0,11}");
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?<id>[^/]+)/(?<day>[0-9]{8})/(?<region>[a-z0-9-]+)/oss/aliyun_v4_request");

    /** The address is in no signature, except as the header that is given. */
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

    private UrlSignature(Map<String, String> all) {
        this.parameters = new LinkedHashMap<>(all);
        String marker = parameters.get("x-oss-signature-version");
        if (marker == null) {
            this.version = SignatureVersion.V1;
            this.signature = take("Signature");
            this.accessKeyId = take("OSSAccessKeyId");
            this.securityToken = takeIfThere("security-token");
            this.region = null;
            this.expiresAt = Instant.ofEpochSecond(seconds(take("Expires"), "Expires"));
            this.signedAt = expiresAt.minusSeconds(1);
            parameters.keySet().removeIf(name -> !SubResources.areSigned(name));
        } else {
            this.version = SignatureVersion.V4;
            require(take("x-oss-signature-version").equals(V4Signer.ALGORITHM), "x-oss-signature-version");
            this.signature = take("x-oss-signature");
            String dateTime = take("x-oss-date");
            Matcher credential = CREDENTIAL.matcher(take("x-oss-credential"));
            require(credential.matches() && dateTime.startsWith(credential.group("day")), "x-oss-credential");
            this.accessKeyId = credential.group("id");
            this.securityToken = takeIfThere("x-oss-security-token");
            this.region = credential.group("region");
            this.signedAt = dateTime(dateTime);
            this.expiresAt = signedAt.plusSeconds(seconds(take("x-oss-expires"), "x-oss-expires"));
            takeAdditionalHeaders();
        }
    }

    /**
     * Reads the signature from the parameters of a URL.
     *
     * @param parameters all parameters by their decoded names
     * @throws IllegalArgumentException if they carry no signature of version 4 or 1 in the form that a signer writes; the
     *     message shows no value
     */
    public static UrlSignature parse(Map<String, String> parameters) {
        return new UrlSignature(parameters);
    }

    /** Returns the version of the signature. */
    public SignatureVersion version() {
        return version;
    }

    /** Returns the id of the key that the URL names. */
    public String accessKeyId() {
        return accessKeyId;
    }

    /** Returns the token of temporary credentials (STS), {@code null} where the URL has none. */
    public @Nullable String securityToken() {
        return securityToken;
    }

    /** Returns the end of the life that is signed. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** Returns the lower-case names of headers that are signed besides those that OSS always signs (V4). */
    public SortedSet<String> additionalHeaders() {
        return Collections.unmodifiableSortedSet(additionalHeaders);
    }

    /** Returns the parameters that are signed, without those that every signature has. */
    public Map<String, String> signedParameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /**
     * Whether this is the signature of that request, in constant time.
     *
     * @param headers headers that are sent; those that are not signed do not matter
     */
    public boolean isOf(HttpMethod method, String bucket, String key, Map<String, String> headers, String secret) {
        try {
            byte[] right =
                    trace(method, bucket, key, headers, secret).signature().getBytes(UTF_8);
            return MessageDigest.isEqual(right, signature.getBytes(UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Shows how the signature of that request comes about.
     *
     * @throws IllegalArgumentException if nothing like that can be signed; the message says why
     */
    public SignatureTrace trace(
            HttpMethod method, String bucket, String key, Map<String, String> headers, String secret) {
        PresignRequest.Builder request = PresignRequest.builder(method, ANY_ENDPOINT, bucket, key)
                .lifetime(Duration.between(signedAt, expiresAt))
                .additionalHeaders(additionalHeaders)
                .query(parameters);
        if (region != null) {
            request.region(region);
        }
        headers.forEach(request::header);
        OssCredentials credentials = new OssCredentials(accessKeyId, secret, securityToken, null);
        return OssSigner.of(version).explain(request.build(), credentials, signedAt);
    }

    private void takeAdditionalHeaders() {
        String names = takeIfThere("x-oss-additional-headers");
        if (names == null) {
            return;
        }
        additionalHeaders.addAll(List.of(names.split(";", -1)));
        boolean asTheSignerWrites = names.equals(
                        String.join(";", additionalHeaders).toLowerCase(Locale.ROOT))
                && additionalHeaders.stream().noneMatch(name -> name.isEmpty() || SignedHeaders.isAlwaysSigned(name));
        require(asTheSignerWrites, "x-oss-additional-headers");
    }

    private String take(String name) {
        String value = takeIfThere(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("parameter " + name + ": must be present, was missing");
        }
        return value;
    }

    private @Nullable String takeIfThere(String name) {
        return parameters.remove(name);
    }

    private static void require(boolean wellFormed, String name) {
        if (!wellFormed) {
            throw new IllegalArgumentException(
                    "parameter " + name + ": must have the form that a signer for objects writes, was another");
        }
    }

    private static long seconds(String value, String name) {
        require(SECONDS.matcher(value).matches(), name);
        return Long.parseLong(value);
    }

    private static Instant dateTime(String value) {
        require(DATE_TIME_SHAPE.matcher(value).matches(), "x-oss-date");
        try {
            return DATE_TIME.parse(value, Instant::from);
        } catch (DateTimeException e) {
            // Without the cause, which shows the value.
            throw new IllegalArgumentException("parameter x-oss-date: must be a time in UTC, was none");
        }
    }

    /** Without signature, token and values. */
    @Override
    public String toString() {
        return "UrlSignature[" + version + ", until " + expiresAt + "]";
    }
}
