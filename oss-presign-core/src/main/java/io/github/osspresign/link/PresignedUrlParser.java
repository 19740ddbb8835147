package io.github.osspresign.link;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.error.ShortUrl;
import io.github.osspresign.link.ParsedPresignedUrl.Version;
import io.github.osspresign.oss.CredentialV4;
import io.github.osspresign.oss.Digits;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.PercentCoding;
import io.github.osspresign.oss.QueryParameters;
import io.github.osspresign.oss.SignatureV4;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parser of one presigned URL. The messages of its exceptions contain the masked URL. */
final class PresignedUrlParser {

    private static final int MAX_SECONDS_DIGITS = 12;

    private final LinkAddress address;
    private final String maskedUrl;
    private final String path;
    private final QueryParameters query;
    private final @Nullable OssHost host;

    private PresignedUrlParser(LinkAddress address, String maskedUrl) {
        this.address = address;
        this.maskedUrl = maskedUrl;
        this.host = hostOf(address);
        this.path = address.path();
        this.query = QueryParameters.parse(Objects.requireNonNullElse(address.query(), ""));
    }

    /** Returns the host if it shows the bucket or leaves it to the path; {@code null} for hosts that need not do either. */
    private static @Nullable OssHost hostOf(LinkAddress address) {
        OssHost host = OssHost.of(address.host());
        return switch (host.kind()) {
            case CUSTOM_DOMAIN, S3, CLOUD_BOX -> null;
            default -> host.hasValidBucket() ? host : null;
        };
    }

    static ParsedPresignedUrl parse(String url) {
        LinkAddress address;
        try {
            address = LinkAddress.parse(url);
        } catch (HostNotAllowedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        String maskedUrl = UrlMask.mask(url);
        try {
            return new PresignedUrlParser(address, maskedUrl).parse();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "presigned URL: " + e.getMessage() + " (" + Quoted.url(ShortUrl.of(maskedUrl)) + ")", e);
        }
    }

    private ParsedPresignedUrl parse() {
        String algorithm = query.get("x-oss-signature-version");
        if (algorithm == null) {
            return parseV1();
        }
        if (!algorithm.equals(SignatureV4.ALGORITHM)) {
            throw new IllegalArgumentException("x-oss-signature-version must be " + SignatureV4.ALGORITHM);
        }
        return parseV4();
    }

    private ParsedPresignedUrl parseV4() {
        if (!query.repeatedNames().isEmpty()) {
            throw new IllegalArgumentException("parameters must have different names, have one name twice");
        }
        require("x-oss-signature");
        Instant signedAt = dateTime(require("x-oss-date"));
        Instant expiresAt = signedAt.plusSeconds(seconds("x-oss-expires"));
        CredentialV4 credential = CredentialV4.parse(require("x-oss-credential"));
        if (credential == null) {
            throw new IllegalArgumentException(
                    "x-oss-credential must have the form id/date/region/product/" + SignatureV4.TERMINATOR);
        }
        return result(Version.V4, credential.region(), signedAt, expiresAt, "x-oss-security-token");
    }

    private ParsedPresignedUrl parseV1() {
        require("Signature");
        require("OSSAccessKeyId");
        Instant expiresAt = Instant.ofEpochSecond(seconds("Expires"));
        return result(Version.V1, host == null ? null : host.region(), null, expiresAt, "security-token");
    }

    private ParsedPresignedUrl result(
            Version version,
            @Nullable String region,
            @Nullable Instant signedAt,
            Instant expiresAt,
            String tokenParameter) {
        String bucket = host == null ? null : host.bucket();
        int keyStart = 1;
        if (host != null && bucket == null) {
            int slash = path.indexOf('/', 1);
            keyStart = slash < 0 ? path.length() : slash + 1;
            bucket = path.substring(1, slash < 0 ? path.length() : slash);
        }
        return new ParsedPresignedUrl(
                version,
                address.scheme(),
                address.host(),
                address.port(),
                bucket == null || bucket.isEmpty() ? null : PercentCoding.decode(bucket),
                keyStart == path.length() ? null : PercentCoding.decode(path.substring(keyStart)),
                region,
                additionalHeaders(version),
                signedAt,
                expiresAt,
                query.get(tokenParameter) != null,
                query.get("versionId"),
                maskedUrl);
    }

    private List<String> additionalHeaders(Version version) {
        String names = version == Version.V4 ? query.get("x-oss-additional-headers") : null;
        return names == null
                ? List.of()
                : Arrays.stream(names.split(";"))
                        .filter(name -> !name.isEmpty())
                        .toList();
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
