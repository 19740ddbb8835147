package io.github.osspresign.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a presigned URL (OSS API, "Include signatures in URLs"). Parsing needs no access key, and does not verify
 * the signature.
 *
 * @param signatureVersion version of the signature
 * @param scheme {@code http} or {@code https}
 * @param host lower-case host name, or an IP address; IPv6 in brackets
 * @param port the port; the default port of the scheme if the URL has none
 * @param bucket the bucket in the host, or in the path of a service host; {@code null} for a custom domain
 * @param key object key, {@code null} if the URL has no key
 * @param region region id; V1 URLs contain it only in regional hosts, otherwise it is {@code null}
 * @param additionalHeaders lower-case names of headers that are signed besides those that OSS always signs (V4)
 * @param signedAt sign time, {@code null} for V1 URLs
 * @param expiresAt signed expiry; temporary credentials may expire earlier
 * @param temporaryCredentials whether the URL has a token of temporary credentials (STS)
 * @param versionId version of the object, {@code null} if the URL has none
 * @param maskedUrl URL without its secrets
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

    /** Signature version of a URL. */
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
        return PresignedUrlParser.parse(url);
    }

    /** Parses a presigned URL; returns empty if {@link #parse} rejects it. */
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

    private static boolean hasParameters(String url, int query, String... prefixes) {
        for (String prefix : prefixes) {
            if (!url.startsWith(prefix, query + 1) && url.indexOf("&" + prefix, query) < 0) {
                return false;
            }
        }
        return true;
    }
}
