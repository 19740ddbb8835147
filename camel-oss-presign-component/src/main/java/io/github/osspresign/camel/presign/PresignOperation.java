package io.github.osspresign.camel.presign;

/** What a {@code presign:} endpoint does with a message. */
public enum PresignOperation {
    /** One link for one object key. */
    SIGN,
    /** A form that a browser uploads with. */
    POST_POLICY
}
