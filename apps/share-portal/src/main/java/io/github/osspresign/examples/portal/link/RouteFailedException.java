// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

/** Failure of a route: the object is missing, or the bucket or the mail server does not respond. Its message has no secrets. */
public final class RouteFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RouteFailedException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
