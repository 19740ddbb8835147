// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import io.github.osspresign.error.text.Quoted;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Failure of a signed request to the service, such as a listing of a bucket. No message contains a secret. */
public final class ServiceCallException extends IOException {

    private final int status;
    private final OssError ossError;

    /**
     * @param request name of the request, such as {@code listing of bucket 'a'}
     * @param status HTTP status, 0 if there was no response
     */
    public ServiceCallException(String request, int status, OssError ossError, Throwable cause) {
        super(Quoted.url(request) + " failed: " + problem(status, ossError, cause), printable(cause));
        this.status = status;
        this.ossError = ossError;
    }

    /** Returns the HTTP status, 0 if there was no response. */
    public int status() {
        return status;
    }

    /** Returns the OSS error code, such as {@code NoSuchBucket}. */
    public @Nullable String ossCode() {
        return ossError.code();
    }

    /** Returns the detailed error code (EC) of the service, such as {@code 0015-00000101}. */
    public @Nullable String ec() {
        return ossError.ec();
    }

    /** Returns the request id of the service. */
    public @Nullable String requestId() {
        return ossError.requestId();
    }

    /** Returns the host of the request as the service has seen it. */
    public @Nullable String hostId() {
        return ossError.hostId();
    }

    private static String problem(int status, OssError ossError, Throwable cause) {
        if (status == 0) {
            return "no response: " + text(rootCause(cause).getMessage());
        }
        String reason = ErrorExplanation.of(ossError);
        return (reason == null ? "" : reason + ": ") + Quoted.of(ossError.message()) + " (HTTP " + status + ", code "
                + text(ossError.code()) + ", EC " + text(ossError.ec()) + ", request id " + text(ossError.requestId())
                + (ossError.hostId() == null ? "" : ", host id " + text(ossError.hostId())) + ")";
    }

    private static String text(@Nullable String text) {
        return Quoted.text(String.valueOf(text));
    }

    /**
     * Returns the cause if its messages are printable and short, else a copy with a printable message and no causes.
     */
    private static Throwable printable(Throwable cause) {
        for (Throwable current = cause; current != null; current = current.getCause()) {
            String message = current.getMessage();
            if (message != null && !message.equals(Quoted.text(message))) {
                IOException copy = new IOException(cause.getClass().getSimpleName() + ": " + text(cause.getMessage()));
                copy.setStackTrace(cause.getStackTrace());
                return copy;
            }
        }
        return cause;
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
