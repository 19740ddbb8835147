// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

import io.github.osspresign.error.OssPresignException;
import java.io.IOException;

/**
 * Failure that a part of a transfer has found, without its context. {@link ExceptionFactory} makes the exception of the
 * transfer from it where the failure leaves the request.
 */
public final class PlainFailure extends IOException {

    /** Exception that a failure becomes. */
    public interface Kind {
        /** Creates the exception with the context of the request. */
        OssPresignException in(ExceptionFactory request);
    }

    private final transient Kind kind;

    /** Creates a failure that has its own exception class. */
    public PlainFailure(Kind kind) {
        this.kind = kind;
    }

    /**
     * Creates a failure without its own exception class.
     *
     * @param problem what happened, without secrets
     * @param retryable whether the same transfer may succeed later
     */
    public PlainFailure(String problem, boolean retryable) {
        this(problem, "", retryable);
    }

    /**
     * Creates a failure without its own exception class.
     *
     * @param sentence what happened, with {@code {}} in place of the value
     * @param value untrusted value
     * @param retryable whether the same transfer may succeed later
     */
    public PlainFailure(String sentence, Object value, boolean retryable) {
        super(sentence);
        String untrusted = value.toString();
        this.kind = request -> request.found(sentence.replace("{}", request.clean(untrusted)), retryable, getCause());
    }

    /** Returns the exception in the context of a request. It has happened where this failure has. */
    public OssPresignException in(ExceptionFactory request) {
        OssPresignException exception = kind.in(request);
        exception.setStackTrace(getStackTrace());
        for (Throwable suppressed : getSuppressed()) {
            exception.addSuppressed(suppressed);
        }
        return exception;
    }
}
