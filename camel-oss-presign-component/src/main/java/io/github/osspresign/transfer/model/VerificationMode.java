package io.github.osspresign.transfer.model;

/** How strictly the bytes are held against what the service says of the object; spelled as the option is. */
public enum VerificationMode {
    /** By CRC-64 where the service sends it, else by MD5, else by length. */
    auto,
    /** By CRC-64 or MD5, or not at all. */
    required,
    /** No checksum; an announced length is still held against. */
    none
}
