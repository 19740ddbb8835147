// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

/** How strictly bytes are verified against the metadata of the object; spelled as the option is. */
public enum VerificationMode {
    /** Verifies by CRC-64 if the service sends it, otherwise by MD5, otherwise by length. */
    auto,
    /** Verifies by CRC-64 or MD5, and reads a file once more for it; the transfer fails if the service sends neither. */
    required,
    /** Verifies the announced length only. */
    none
}
