// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.format.IsoTime;
import java.time.Duration;
import java.time.Instant;

/**
 * The rule that a signature in the Authorization header is made at most 15 minutes before or after the time of the
 * server.
 */
final class RequestTimeSkew {

    private static final Duration MAX_SKEW = Duration.ofMinutes(15);

    private RequestTimeSkew() {}

    /** Returns the end of a signature. */
    static Instant end(Instant signedAt) {
        return signedAt.plus(MAX_SKEW);
    }

    static void check(Instant signedAt, Instant now) {
        if (Duration.between(signedAt, now).abs().compareTo(MAX_SKEW) > 0) {
            throw OssErrorCode.REQUEST_TIME_TOO_SKEWED
                    .error()
                    .ec("0002-00000504")
                    .with("MaxAllowedSkewMilliseconds", Long.toString(MAX_SKEW.toMillis()))
                    .with("RequestTime", IsoTime.format(signedAt))
                    .with("ServerTime", IsoTime.format(now));
        }
    }

    /** Returns the error of a request that has no time of signing. */
    static OssException missing() {
        return OssErrorCode.ACCESS_DENIED
                .error("OSS authentication requires a valid Date.")
                .ec("0002-00000503");
    }
}
