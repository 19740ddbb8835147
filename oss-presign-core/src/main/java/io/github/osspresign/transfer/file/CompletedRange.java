// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.oss.Crc64;

/**
 * Contiguous bytes of an object that have been received.
 *
 * @param first offset of the first byte
 * @param length number of bytes, at least 1
 * @param crc64 CRC-64 of these bytes
 */
public record CompletedRange(long first, long length, long crc64) {

    /** Returns the offset after the last byte. */
    long end() {
        return first + length;
    }

    /** Returns this range joined with the next one, which must begin at the end of this one. */
    CompletedRange joinedWith(CompletedRange next) {
        return new CompletedRange(first, length + next.length, Crc64.combine(crc64, next.crc64, next.length));
    }
}
