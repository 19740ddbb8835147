// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

import java.net.SocketTimeoutException;

/** There was no connection in time. */
public final class ConnectTimeoutException extends SocketTimeoutException {

    /** @param message what took too long, with the host */
    public ConnectTimeoutException(String message) {
        super(message);
    }
}
