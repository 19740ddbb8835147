// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.error.ShortUrl;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.CredentialV4;
import io.github.osspresign.oss.Digits;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.PercentCoding;
import io.github.osspresign.oss.QueryParameters;
import io.github.osspresign.oss.SignatureV4;
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

    /**
     * Returns whether a URL has the parameters of an OSS signature. {@link #parse} may still reject the URL.
     */
    public static boolean isPresigned(String url) {
        int query = url.indexOf('?');
        return query >= 0
                && (hasParameters(url, query, "x-oss-signature-version=", "x-oss-signature=")
                        || hasParameters(url, query, "OSSAccessKeyId=", "Expires=", "Signature="));
    }

    /**
     * Parses a presigned URL of version V4 or V1.
     *
     * @throws IllegalArgumentException if it is not a valid presigned URL; the message has the reason and the masked
     *     URL
     */
    public static ParsedPresignedUrl parse(String url) {
        LinkAddress address;
        try {
            address = LinkAddress.parse(url);
        } catch (HostNotAllowedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        try {
            QueryParameters query = QueryParameters.parse(Objects.requireNonNullElse(address.query(), ""));
            return of(address, query, expiresAt(query));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "presigned URL: " + e.getMessage() + " (" + Quoted.url(ShortUrl.of(UrlMask.mask(url))) + ")", e);
        }
    }

    /** Parses a presigned URL or the signed URL of a CDN; returns empty for any other text. */
    public static Optional<ParsedPresignedUrl> find(String url) {
        if (!isPresigned(url)) {
            return findCdn(url);
        }
        try {
            return Optional.of(parse(url));
        } catch (IllegalArgumentException e) {
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

    private static Optional<ParsedPresignedUrl> findCdn(String url) {
        try {
            CdnUrl cdn = LinkAddress.parse(url).cdn();
            return cdn == null
                    ? Optional.empty()
                    : Optional.of(new ParsedPresignedUrl(
                            null, PercentCoding.decode(cdn.uri().substring(1)), null, null));
        } catch (HostNotAllowedException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the signed expiry. */
    private static Instant expiresAt(QueryParameters query) {
        String algorithm = query.get("x-oss-signature-version");
        if (algorithm == null) {
            require(query, "Signature");
            require(query, "OSSAccessKeyId");
            return Instant.ofEpochSecond(seconds(query, "Expires"));
        }
        if (!algorithm.equals(SignatureV4.ALGORITHM)) {
            throw new IllegalArgumentException("x-oss-signature-version must be " + SignatureV4.ALGORITHM);
        }
        if (!query.repeatedNames().isEmpty()) {
            throw new IllegalArgumentException("parameters must have different names, have one name twice");
        }
        require(query, "x-oss-signature");
        Instant signedAt = SignatureV4.parseDateTime(require(query, "x-oss-date"));
        if (signedAt == null) {
            throw new IllegalArgumentException("x-oss-date must have the form 20261231T235959Z");
        }
        Instant expiresAt = signedAt.plusSeconds(seconds(query, "x-oss-expires"));
        if (CredentialV4.parse(require(query, "x-oss-credential")) == null) {
            throw new IllegalArgumentException(
                    "x-oss-credential must have the form id/date/region/product/" + SignatureV4.TERMINATOR);
        }
        return expiresAt;
    }

    private static String require(QueryParameters query, String parameter) {
        String value = query.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException("parameter " + parameter + " is missing");
        }
        return value;
    }

    private static long seconds(QueryParameters query, String parameter) {
        String value = require(query, parameter);
        if (!Digits.areAll(value, MAX_SECONDS_DIGITS)) {
            throw new IllegalArgumentException(parameter + " must be a number of seconds");
        }
        return Long.parseLong(value);
    }

    private static ParsedPresignedUrl of(LinkAddress address, QueryParameters query, Instant expiresAt) {
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
        return switch (host.kind()) {
            case CUSTOM_DOMAIN, S3, CLOUD_BOX -> false;
            default -> host.hasValidBucket();
        };
    }
}
