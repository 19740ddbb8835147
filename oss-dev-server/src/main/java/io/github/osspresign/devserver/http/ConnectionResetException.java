// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;

/** Makes the listener reset the connection without a response. */
public final class ConnectionResetException extends IOException {

    private static final long serialVersionUID = 1L;

    public ConnectionResetException() {
        super("reset on purpose");
    }
}
