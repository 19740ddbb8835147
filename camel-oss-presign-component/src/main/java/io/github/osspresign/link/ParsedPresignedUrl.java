package io.github.osspresign.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a presigned URL tells about itself, without any key (OSS API, "Include signatures in URLs"). Whether its
 * signature is right only the service can say.
 *
 * @param signatureVersion the version that it is signed with
 * @param scheme {@code http} or {@code https}
 * @param host lower-case host name, or an IP address; IPv6 in brackets
 * @param port the port, the scheme's own where the URL names none
 * @param bucket the bucket, where the host or a path on a service host shows it; a bucket's own domain does not
 * @param key the object key, {@code null} where the URL is about the bucket
 * @param region the region id: V4 signs it, V1 URLs show it only on regional hosts
 * @param additionalHeaders lower-case names of headers that are signed besides those that OSS always signs (V4)
 * @param signedAt when it was signed; V1 URLs do not tell
 * @param expiresAt the end of its life; temporary credentials may end it sooner
 * @param temporaryCredentials whether it carries the token of temporary credentials (STS)
 * @param versionId the version of the object
 * @param maskedUrl the URL without its secrets
 */
public record ParsedPresignedUrl(
        Version signatureVersion,
        String scheme,
        String host,
        int port,
        @Nullable String bucket,
        @Nullable String key,
        @Nullable String region,
        List<String> additionalHeaders,
        @Nullable Instant signedAt,
        Instant expiresAt,
        boolean temporaryCredentials,
        @Nullable String versionId,
        String maskedUrl) {

    /** The signature versions that can be read. */
    public enum Version {
        /** {@code OSS4-HMAC-SHA256}. */
        V4,
        /** HMAC-SHA1. */
        V1
    }

    public ParsedPresignedUrl {
        additionalHeaders = List.copyOf(additionalHeaders);
    }

    /**
     * Whether a URL carries an OSS signature, by the names of its parameters alone; {@link #parse} may still refuse it.
     */
    public static boolean isPresigned(String url) {
        int query = url.indexOf('?');
        return query >= 0
                && (hasParameters(url, query, "x-oss-signature-version=", "x-oss-signature=")
                        || hasParameters(url, query, "OSSAccessKeyId=", "Expires=", "Signature="));
    }

    /**
     * Reads a presigned URL of version 4 or 1.
     *
     * @throws IllegalArgumentException if it is none, or a broken one; the message says what is missing and shows the
     *     URL masked
     */
    public static ParsedPresignedUrl parse(String url) {
        return PresignedUrlParser.parse(url);
    }

    /** As {@link #parse}, empty for what that refuses. */
    public static Optional<ParsedPresignedUrl> find(String url) {
        if (!isPresigned(url)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean hasParameters(String url, int query, String... starts) {
        for (String start : starts) {
            if (!url.startsWith(start, query + 1) && url.indexOf("&" + start, query) < 0) {
                return false;
            }
        }
        return true;
    }
}
