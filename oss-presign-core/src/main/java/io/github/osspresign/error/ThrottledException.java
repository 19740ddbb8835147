// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Request that the service throttled (HTTP 429, or 503 with the error code of a limit). */
public final class ThrottledException extends OssPresignException {

    private final @Nullable Duration retryAfter;

    /** @param retryAfter delay that the service asks for, {@code null} if it asks for none */
    public ThrottledException(@Nullable Duration retryAfter, FailureContext context) {
        super(
                "service throttled the request"
                        + (retryAfter == null ? "" : ", retry after " + retryAfter.toSeconds() + " s"),
                context,
                true,
                null);
        this.retryAfter = retryAfter;
    }

    /** Returns the delay that the service asks for, {@code null} if it asks for none. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
