package io.github.osspresign.explain;

/** How a URL is signed. */
public enum SignatureStyle {
    /** {@code OSS4-HMAC-SHA256}. */
    V4,
    /** HMAC-SHA1 with {@code OSSAccessKeyId}, {@code Expires} and {@code Signature}. */
    V1,
    /** {@code OSS2}, a leftover. */
    V2,
    /** {@code X-Amz-*}, which only the S3-compatible endpoints read. */
    S3,
    /** Not at all, or in no way that is known. */
    NONE
}
