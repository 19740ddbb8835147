package io.github.osspresign.camel.osspresigned;

/** Operation of an {@code osspresigned:} producer. */
public enum OssPresignedOperation {
    /** Downloads the object. */
    DOWNLOAD,
    /** Uploads the body. */
    UPLOAD
}
