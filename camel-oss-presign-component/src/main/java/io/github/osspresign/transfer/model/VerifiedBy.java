package io.github.osspresign.transfer.model;

/** What the bytes of a file were held against; spelled as the header's value is. */
public enum VerifiedBy {
    /** The CRC-64 of the whole object. */
    crc64,
    /** The MD5 of the whole object. */
    md5,
    /** The announced length only. */
    length,
    /** Nothing: the service announced neither. */
    none
}
