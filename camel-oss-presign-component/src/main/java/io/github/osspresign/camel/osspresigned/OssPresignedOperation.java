package io.github.osspresign.camel.osspresigned;

/** What a producer does with the link of a message; spelled as the option is, in any case. */
public enum OssPresignedOperation {
    /** Downloads the object. */
    DOWNLOAD,
    /** Makes the body of the message the object. */
    UPLOAD
}
