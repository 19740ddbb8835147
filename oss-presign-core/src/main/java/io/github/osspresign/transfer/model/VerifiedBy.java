// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

/** How bytes were verified; spelled as the value of the header is. */
public enum VerifiedBy {
    /** By the CRC-64 of the whole object. */
    crc64,
    /** By the MD5 of the whole object. */
    md5,
    /** By the announced length only. */
    length,
    /** Not verified: the service announced neither checksum nor length. */
    none
}
