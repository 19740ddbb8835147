package io.github.osspresign.transfer.http;

import java.io.IOException;

/** The connection was in use before, and ended without a byte of a response to a request that may be sent again. */
final class GivenUpConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    GivenUpConnectionException(IOException cause) {
        super(cause);
    }
}
