package io.github.osspresign.devserver.http;

import java.io.IOException;

/** The client stopped sending before its request body was complete, or sent it in a broken framing. */
public final class IncompleteBodyException extends IOException {

    private static final long serialVersionUID = 1L;

    IncompleteBodyException(IOException cause) {
        super("request body broke off", cause);
    }
}
