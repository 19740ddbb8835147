package io.github.osspresign.devserver.json;

/** A text is not JSON. */
public final class JsonSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    JsonSyntaxException(String expected, int position) {
        super("expected " + expected + " at character " + position);
    }
}
