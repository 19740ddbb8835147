// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

/** Kind of a signature. */
public enum SignatureStyle {
    /** OSS signature version 4, {@code OSS4-HMAC-SHA256}. */
    V4,
    /** OSS signature version 1: HMAC-SHA1 with {@code OSSAccessKeyId}, {@code Expires} and {@code Signature}. */
    V1,
    /** OSS signature version 2, {@code OSS2}, which is obsolete. */
    V2,
    /** Signature of Amazon S3, version 2 ({@code AWSAccessKeyId}) or 4 ({@code X-Amz-*}). */
    S3,
    /** Kinds of Alibaba Cloud CDN. F with hexadecimal seconds is the same as C with parameters. */
    CDN_A,
    CDN_B,
    CDN_C,
    CDN_F,
    /** No signature, or one of an unknown kind. */
    NONE
}
