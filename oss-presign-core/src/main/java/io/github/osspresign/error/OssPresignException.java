// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Failure to use a link, with typed details for {@code onException} of a route. No message contains a secret. */
public abstract class OssPresignException extends IOException {

    private final FailureContext context;
    private final boolean retryable;

    /** Creates a failure that is not retryable and has no cause. */
    OssPresignException(String problem, FailureContext context) {
        this(problem, context, false, null);
    }

    OssPresignException(String problem, FailureContext context, boolean retryable, @Nullable Throwable cause) {
        super(problem + context.describe(), cause);
        this.context = context;
        this.retryable = retryable;
    }

    /** Returns the place of the failure. */
    final FailureContext context() {
        return context;
    }

    /** Returns whether the same link may succeed later. */
    public boolean isRetryable() {
        return retryable;
    }

    /** Returns the HTTP status, 0 if there was no response. */
    public int status() {
        return context.status();
    }

    /** Returns the OSS error code, such as {@code NoSuchKey}. */
    public @Nullable String ossCode() {
        return context.ossError().code();
    }

    /** Returns the detailed error code (EC) of the service, such as {@code 0026-00000001}. */
    public @Nullable String ec() {
        return context.ossError().ec();
    }

    /** Returns the request id of the service. */
    public @Nullable String requestId() {
        return context.ossError().requestId();
    }

    /** Returns the host of the request as the service has seen it. */
    public @Nullable String hostId() {
        return context.ossError().hostId();
    }

    /** Returns the URL without its secrets, safe to log. */
    public String maskedUrl() {
        return context.maskedUrl();
    }

    /** Returns the number of object bytes that had been received, or for an upload sent. */
    public long bytesSoFar() {
        return context.bytesSoFar();
    }
}
