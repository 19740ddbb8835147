package io.github.osspresign.camel.presign;

/** Operation of a {@code presign:} endpoint. */
public enum PresignOperation {
    /** Signs one link for one object key. */
    SIGN,
    /** Signs a link for each entry of the body. */
    SIGN_ALL,
    /** Signs a link for each object of a listing. */
    SIGN_PREFIX,
    /** Signs a form for uploads from a browser. */
    POST_POLICY,
    /** Signs a new link for an expired one whose signature is valid. */
    RENEW
}
