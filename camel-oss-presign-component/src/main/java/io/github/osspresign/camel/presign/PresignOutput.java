package io.github.osspresign.camel.presign;

/** Where a {@code presign:} endpoint puts the link. */
public enum PresignOutput {
    /** Into headers; the body stays. */
    HEADER,
    /** Into the body, in the JSON form that crosses queues and mail. */
    BODY,
    /** Into both. */
    BOTH;

    boolean toHeaders() {
        return this != BODY;
    }

    boolean toBody() {
        return this != HEADER;
    }
}
