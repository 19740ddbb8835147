// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;

/** The client stopped sending before its request body was complete, or its framing was wrong. */
public final class IncompleteBodyException extends IOException {

    private static final long serialVersionUID = 1L;

    IncompleteBodyException(IOException cause) {
        super("request body is incomplete", cause);
    }
}
