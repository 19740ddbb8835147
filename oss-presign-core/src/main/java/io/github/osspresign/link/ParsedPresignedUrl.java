// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import java.time.Instant;
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

    /** Parses a presigned URL or the signed URL of a CDN; returns empty for any other text. */
    public static Optional<ParsedPresignedUrl> find(String url) {
        if (!isPresigned(url)) {
            return Optional.ofNullable(PresignedUrlParser.parseCdn(url));
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
