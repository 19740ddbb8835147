package io.github.osspresign.camel.presign;

/** What a {@code presign:} endpoint does with a message. */
public enum PresignOperation {
    /** One link for one object key. */
    SIGN,
    /** One link for each entry of the body. */
    SIGN_ALL,
    /** One link for each object of a listing. */
    SIGN_PREFIX,
    /** A form that a browser uploads with. */
    POST_POLICY,
    /** A fresh link in place of one that was good. */
    RENEW
}
