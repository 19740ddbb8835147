// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import java.time.Instant;

/** Signer of OSS URLs. It works offline, does not read the clock, and is safe to share between threads. */
public sealed interface OssSigner permits V4Signer, V1Signer {

    /** Returns a signer for a signature version. */
    static OssSigner of(SignatureVersion version) {
        return switch (version) {
            case V4 -> new V4Signer();
            case V1 -> new V1Signer();
        };
    }

    /**
     * Returns a URL that works from {@code signedAt} for the lifetime of the request.
     *
     * @param signedAt sign time, from which the expiry is computed too; fractions of a second are dropped
     * @throws IllegalArgumentException if the version cannot sign such a request
     */
    PresignedUrl presign(PresignRequest request, OssCredentials credentials, Instant signedAt);

    /** Returns the steps that lead to the signature of {@link #presign}. */
    SignatureTrace trace(PresignRequest request, OssCredentials credentials, Instant signedAt);
}
