// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signature of a link and its validity. Contains no secrets. A component is {@code null} if the link does not show it.
 *
 * @param style kind of the signature
 * @param accessKeyId ID of the access key, shortened
 * @param temporaryCredentials whether the URL contains a security token (STS)
 * @param signedAt time of signing; only V4 has it
 * @param expiresAt expiration of the link; temporary credentials can expire earlier
 * @param fingerprint fingerprint of the signature, by which the audit of {@code presign:} is searched
 * @param additionalHeaders names of the headers that are signed in addition to those that OSS always signs
 */
public record SigningFacts(
        SignatureStyle style,
        @Nullable String accessKeyId,
        boolean temporaryCredentials,
        @Nullable Instant signedAt,
        @Nullable Instant expiresAt,
        @Nullable String fingerprint,
        List<String> additionalHeaders) {

    /** Facts of a text that is no link. */
    static final SigningFacts NONE = new SigningFacts(SignatureStyle.NONE, null, false, null, null, null, List.of());

    public SigningFacts {
        additionalHeaders = List.copyOf(additionalHeaders);
    }
}
