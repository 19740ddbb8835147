// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import java.util.concurrent.ExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Failure of a route: the object is missing, or the bucket or the mail server does not respond. Its message has no secrets. */
@ResponseStatus(
        code = HttpStatus.SERVICE_UNAVAILABLE,
        reason = "the storage does not respond, or the file is not there; try again")
public final class RouteFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RouteFailedException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns a failure, or what has ended a wait, as one of a route. */
    static RouteFailedException of(Throwable problem) {
        if (problem instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        Throwable cause = problem instanceof ExecutionException ? problem.getCause() : problem;
        return cause instanceof RouteFailedException failed
                ? failed
                : new RouteFailedException(cause == null ? null : cause.getMessage(), cause);
    }

    /** Returns the message with which an exchange has ended, unless it has failed. */
    static Message result(Exchange ended) {
        if (ended.getException() != null) {
            throw of(ended.getException());
        }
        return ended.getMessage();
    }
}
