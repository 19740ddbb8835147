// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import java.io.IOException;

/**
 * Thrown if a reused connection could not be used for a request, or was closed without a byte of a response; the request
 * may then be sent again.
 */
final class GivenUpConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    GivenUpConnectionException(IOException cause) {
        super(cause);
    }
}
