package io.github.osspresign.explain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a link tells about itself, as far as it can be read; nothing of it is secret.
 *
 * @param maskedUrl the URL without its secrets
 * @param style how it is signed
 * @param scheme {@code http} or {@code https}
 * @param host lower-case host name
 * @param hostKind what kind of endpoint the host is
 * @param region the region that is signed, else the one that the host shows
 * @param bucket the bucket
 * @param key the object key, decoded
 * @param accessKeyId the id of the key that it is signed with, shortened
 * @param temporaryCredentials whether it carries the token of temporary credentials (STS)
 * @param signedAt when it was signed; only V4 tells
 * @param expiresAt the end of its life; temporary credentials may end it sooner
 * @param additionalHeaders names of headers that are signed besides those that OSS always signs
 * @param otherParameters further parameters that say what the link does, such as {@code versionId},
 *     {@code x-oss-process} and the response overrides
 */
public record LinkFacts(
        String maskedUrl,
        SignatureStyle style,
        @Nullable String scheme,
        @Nullable String host,
        @Nullable HostKind hostKind,
        @Nullable String region,
        @Nullable String bucket,
        @Nullable String key,
        @Nullable String accessKeyId,
        boolean temporaryCredentials,
        @Nullable Instant signedAt,
        @Nullable Instant expiresAt,
        List<String> additionalHeaders,
        Map<String, String> otherParameters) {

    public LinkFacts {
        additionalHeaders = List.copyOf(additionalHeaders);
        otherParameters = Collections.unmodifiableMap(new LinkedHashMap<>(otherParameters));
    }
}
