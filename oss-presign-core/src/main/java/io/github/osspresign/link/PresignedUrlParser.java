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
import org.jspecify.annotations.Nullable;

/** Parser of one presigned URL. The messages of its exceptions contain the masked URL. */
final class PresignedUrlParser {

    private static final int MAX_SECONDS_DIGITS = 12;

    private final LinkAddress address;
    private final QueryParameters query;

    private PresignedUrlParser(LinkAddress address) {
        this.address = address;
        this.query = QueryParameters.parse(Objects.requireNonNullElse(address.query(), ""));
    }

    static ParsedPresignedUrl parse(String url) {
        LinkAddress address;
        try {
            address = LinkAddress.parse(url);
        } catch (HostNotAllowedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        try {
            PresignedUrlParser parser = new PresignedUrlParser(address);
            return parser.parsed(parser.expiresAt());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "presigned URL: " + e.getMessage() + " (" + Quoted.url(ShortUrl.of(UrlMask.mask(url))) + ")", e);
        }
    }

    /** Parses the URL of a CDN; returns {@code null} if it is none. */
    static @Nullable ParsedPresignedUrl parseCdn(String url) {
        try {
            CdnUrl cdn = LinkAddress.parse(url).cdn();
            return cdn == null
                    ? null
                    : new ParsedPresignedUrl(
                            null, PercentCoding.decode(cdn.uri().substring(1)), null, null);
        } catch (HostNotAllowedException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns the signed expiry. */
    private Instant expiresAt() {
        String algorithm = query.get("x-oss-signature-version");
        if (algorithm == null) {
            require("Signature");
            require("OSSAccessKeyId");
            return Instant.ofEpochSecond(seconds("Expires"));
        }
        if (!algorithm.equals(SignatureV4.ALGORITHM)) {
            throw new IllegalArgumentException("x-oss-signature-version must be " + SignatureV4.ALGORITHM);
        }
        if (!query.repeatedNames().isEmpty()) {
            throw new IllegalArgumentException("parameters must have different names, have one name twice");
        }
        require("x-oss-signature");
        Instant signedAt = dateTime(require("x-oss-date"));
        Instant expiresAt = signedAt.plusSeconds(seconds("x-oss-expires"));
        if (CredentialV4.parse(require("x-oss-credential")) == null) {
            throw new IllegalArgumentException(
                    "x-oss-credential must have the form id/date/region/product/" + SignatureV4.TERMINATOR);
        }
        return expiresAt;
    }

    private ParsedPresignedUrl parsed(Instant expiresAt) {
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

    private String require(String parameter) {
        String value = query.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException("parameter " + parameter + " is missing");
        }
        return value;
    }

    private long seconds(String parameter) {
        String value = require(parameter);
        if (!Digits.areAll(value, MAX_SECONDS_DIGITS)) {
            throw new IllegalArgumentException(parameter + " must be a number of seconds");
        }
        return Long.parseLong(value);
    }

    private static Instant dateTime(String value) {
        Instant time = SignatureV4.parseDateTime(value);
        if (time == null) {
            throw new IllegalArgumentException("x-oss-date must have the form 20261231T235959Z");
        }
        return time;
    }
}
