// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a signature, as far as they can be read. A component is {@code null} if it is missing or malformed.
 *
 * @param style kind of the signature
 * @param accessKeyId ID of the access key
 * @param token security token of temporary credentials
 * @param signature decoded signature
 * @param region signed region (V4)
 * @param signedAt time of signing (V4)
 * @param expiresAt expiration of the link
 * @param additionalHeaders names of the headers that are signed in addition to those that OSS always signs
 */
record SignatureParameters(
        SignatureStyle style,
        @Nullable String accessKeyId,
        @Nullable String token,
        @Nullable String signature,
        @Nullable String region,
        @Nullable Instant signedAt,
        @Nullable Instant expiresAt,
        List<String> additionalHeaders) {

    /** Returns the parameters of a URL whose signature cannot be read. */
    static SignatureParameters unreadable(SignatureStyle style) {
        return new SignatureParameters(style, null, null, null, null, null, null, List.of());
    }

    @Override
    public String toString() {
        return "SignatureParameters[" + style + "]";
    }
}
