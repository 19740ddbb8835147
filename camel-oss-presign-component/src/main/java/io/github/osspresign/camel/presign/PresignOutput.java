package io.github.osspresign.camel.presign;

/** Part of the message that receives the link of a {@code presign:} endpoint. */
public enum PresignOutput {
    /** Headers. The body stays unchanged. */
    HEADER,
    /** Body, in JSON form. */
    BODY,
    /** Headers and body. */
    BOTH;

    boolean toHeaders() {
        return this != BODY;
    }

    boolean toBody() {
        return this != HEADER;
    }
}
