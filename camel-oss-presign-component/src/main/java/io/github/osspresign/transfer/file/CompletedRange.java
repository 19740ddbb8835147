package io.github.osspresign.transfer.file;

import io.github.osspresign.oss.Crc64;

/**
 * A run of bytes of an object that are here.
 *
 * @param first offset of its first byte
 * @param length bytes, at least 1
 * @param crc64 their checksum
 */
public record CompletedRange(long first, long length, long crc64) {

    /** Offset of the byte behind it. */
    long end() {
        return first + length;
    }

    /** The two as one; {@code next} begins where this ends. */
    CompletedRange joinedWith(CompletedRange next) {
        return new CompletedRange(first, length + next.length, Crc64.combine(crc64, next.crc64, next.length));
    }
}
