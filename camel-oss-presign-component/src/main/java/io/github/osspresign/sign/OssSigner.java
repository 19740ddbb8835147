package io.github.osspresign.sign;

import java.time.Instant;

/** Signs OSS URLs: offline, without a clock of its own, safe to share between threads. */
public sealed interface OssSigner permits V4Signer, V1Signer {

    /** The signer of a signature version. */
    static OssSigner of(SignatureVersion version) {
        return switch (version) {
            case V4 -> new V4Signer();
            case V1 -> new V1Signer();
        };
    }

    /**
     * A URL that works from {@code signedAt} for the lifetime of the request.
     *
     * @param signedAt the one clock reading that sign time and end both come from; fractions of a second are dropped
     * @throws IllegalArgumentException if the version cannot sign such a request
     */
    PresignedUrl presign(PresignRequest request, OssCredentials credentials, Instant signedAt);

    /** How the signature that {@link #presign} writes comes about. */
    SignatureTrace explain(PresignRequest request, OssCredentials credentials, Instant signedAt);
}
