package io.github.osspresign.explain;

import io.github.osspresign.oss.OssHostKind;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Properties of a link, as far as they can be read. Contains no secrets. A component is {@code null} if the link does not
 * show it.
 *
 * @param maskedUrl URL without its secrets
 * @param style kind of the signature
 * @param scheme {@code http} or {@code https}
 * @param host lower-case host name
 * @param hostKind kind of the host
 * @param region signed region; if none is signed, region of the host
 * @param bucket bucket
 * @param key decoded object key
 * @param accessKeyId ID of the access key, shortened
 * @param temporaryCredentials whether the URL contains a security token (STS)
 * @param signedAt time of signing; only V4 has it
 * @param expiresAt expiration of the link; temporary credentials can expire earlier
 * @param additionalHeaders names of the headers that are signed in addition to those that OSS always signs
 * @param otherParameters further parameters that describe what the link does, such as {@code versionId},
 *     {@code x-oss-process} and the response overrides
 */
public record LinkFacts(
        String maskedUrl,
        SignatureStyle style,
        @Nullable String scheme,
        @Nullable String host,
        @Nullable OssHostKind hostKind,
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
