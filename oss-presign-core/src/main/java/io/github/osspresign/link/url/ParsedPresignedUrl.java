// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.OssHostKind;
import io.github.osspresign.oss.syntax.CredentialV4;
import io.github.osspresign.oss.syntax.Digits;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.QueryParameters;
import io.github.osspresign.oss.syntax.SignatureV4;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Object and expiry of a presigned URL (OSS API, "Include signatures in URLs"). Parsing needs no access key, and does not
 * verify the signature.
 *
 * @param bucket the bucket in the host, or in the path of a service host; {@code null} for a custom domain
 * @param key object key, {@code null} if the URL has no key
 * @param versionId version of the object, {@code null} if the URL has none
 * @param expiresAt signed expiry; temporary credentials may expire earlier. {@code null} for the URL of a CDN, whose end
 *     depends on a setting of its domain
 */
public record ParsedPresignedUrl(
        @Nullable String bucket,
        @Nullable String key,
        @Nullable String versionId,
        @Nullable Instant expiresAt) {

    private static final int MAX_SECONDS_DIGITS = 12;

    /** Returns whether a URL has the parameters of an OSS signature, which may still be invalid. */
    public static boolean isPresigned(String url) {
        int query = url.indexOf('?');
        return query >= 0
                && (hasParameters(url, query, "x-oss-signature-version=", "x-oss-signature=")
                        || hasParameters(url, query, "OSSAccessKeyId=", "Expires=", "Signature="));
    }

    /** Parses a presigned URL of version V4 or V1, or the signed URL of a CDN; returns empty for any other text. */
    public static Optional<ParsedPresignedUrl> find(String url) {
        try {
            LinkAddress address = LinkAddress.parse(url);
            return Optional.ofNullable(isPresigned(url) ? presigned(address) : signedByCdn(address.cdn()));
        } catch (HostNotAllowedException | IllegalArgumentException e) {
            // No URL, or one that is not percent-encoded UTF-8.
            return Optional.empty();
        }
    }

    private static boolean hasParameters(String url, int query, String... prefixes) {
        for (String prefix : prefixes) {
            if (!url.startsWith(prefix, query + 1) && url.indexOf("&" + prefix, query) < 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable ParsedPresignedUrl signedByCdn(@Nullable CdnUrl cdn) {
        return cdn == null
                ? null
                : new ParsedPresignedUrl(null, PercentCoding.decode(cdn.uri().substring(1)), null, null);
    }

    /** Returns the signed expiry, {@code null} if the parameters are not those of a valid signature. */
    private static @Nullable Instant expiresAt(QueryParameters query) {
        if (query.get("x-oss-signature-version") == null) {
            Long expires = seconds(query, "Expires");
            boolean signed = query.get("Signature") != null && query.get("OSSAccessKeyId") != null;
            return signed && expires != null ? Instant.ofEpochSecond(expires) : null;
        }
        boolean signed = SignatureV4.ALGORITHM.equals(query.get("x-oss-signature-version"))
                && query.repeatedNames().isEmpty()
                && query.get("x-oss-signature") != null
                && CredentialV4.parse(Objects.requireNonNullElse(query.get("x-oss-credential"), "")) != null;
        Instant signedAt = SignatureV4.parseDateTime(Objects.requireNonNullElse(query.get("x-oss-date"), ""));
        Long lifetime = seconds(query, "x-oss-expires");
        return signed && signedAt != null && lifetime != null ? signedAt.plusSeconds(lifetime) : null;
    }

    private static @Nullable Long seconds(QueryParameters query, String parameter) {
        String value = query.get(parameter);
        return value != null && Digits.areAll(value, MAX_SECONDS_DIGITS) ? Long.valueOf(value) : null;
    }

    private static @Nullable ParsedPresignedUrl presigned(LinkAddress address) {
        QueryParameters query = QueryParameters.parse(Objects.requireNonNullElse(address.query(), ""));
        Instant expiresAt = expiresAt(query);
        if (expiresAt == null) {
            return null;
        }

        OssHost host = OssHost.of(address.host());
        String path = address.path();
        String bucket = null;
        int keyStart = 1;
        if (showsBucket(host)) {
            bucket = host.bucket();
            if (bucket == null) {
                int slash = path.indexOf('/', 1);
                keyStart = slash < 0 ? path.length() : slash + 1;
                bucket = path.substring(1, slash < 0 ? path.length() : slash);
            }
        }
        return new ParsedPresignedUrl(
                bucket == null || bucket.isEmpty() ? null : PercentCoding.decode(bucket),
                keyStart == path.length() ? null : PercentCoding.decode(path.substring(keyStart)),
                query.get("versionId"),
                expiresAt);
    }

    /** Returns whether a host shows the bucket or leaves it to the path. */
    private static boolean showsBucket(OssHost host) {
        return host.kind() != OssHostKind.CUSTOM_DOMAIN && host.hasValidBucket();
    }
}
