package io.github.osspresign.download;

import io.github.osspresign.oss.Crc64;

/**
 * A run of bytes of an object that are here.
 *
 * @param first offset of its first byte
 * @param length bytes, at least 1
 * @param crc64 their checksum
 */
record Piece(long first, long length, long crc64) {

    /** Offset of the byte behind it. */
    long end() {
        return first + length;
    }

    /** The two as one; {@code next} begins where this ends. */
    Piece joinedWith(Piece next) {
        return new Piece(first, length + next.length, Crc64.combine(crc64, next.crc64, next.length));
    }
}
