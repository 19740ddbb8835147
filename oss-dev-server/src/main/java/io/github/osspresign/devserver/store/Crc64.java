// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

/** The checksum in {@code x-oss-hash-crc64ecma}: CRC-64 with the ECMA-182 polynomial, reflected (CRC-64/XZ). */
public final class Crc64 {

    /*
     * Slicing by eight. TABLES[0][b] is the remainder of the byte b; TABLES[n][b] that of b followed by n zero
     * bytes. Eight bytes at a time are folded into the register, and since the division is linear, the remainder of
     * the eight together is the exclusive or of the remainders of each on its own, shifted to its place.
     */
    private static final long REFLECTED_POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final long[][] TABLES = tables();

    /*
     * A polynomial in a long has the coefficient of the power 0 in the highest bit. Bytes that follow multiply the
     * checksum of those before them by x to the power of 8 for each byte.
     */
    private static final long ONE = 1L << 63;
    private static final long BYTE_SHIFT = ONE >>> 8;

    private long register = ~0L;

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int b = 0; b < 256; b++) {
            long remainder = b;
            for (int bit = 0; bit < 8; bit++) {
                remainder = (remainder & 1) == 0 ? remainder >>> 1 : (remainder >>> 1) ^ REFLECTED_POLYNOMIAL;
            }
            tables[0][b] = remainder;
        }
        for (int n = 1; n < 8; n++) {
            for (int b = 0; b < 256; b++) {
                long shorter = tables[n - 1][b];
                tables[n][b] = (shorter >>> 8) ^ tables[0][(int) shorter & 0xFF];
            }
        }
        return tables;
    }

    public void update(byte[] bytes, int offset, int length) {
        long crc = register;
        int at = offset;
        int end = offset + length;
        for (; end - at >= 8; at += 8) {
            crc = TABLES[7][((int) crc ^ bytes[at]) & 0xFF]
                    ^ TABLES[6][((int) (crc >>> 8) ^ bytes[at + 1]) & 0xFF]
                    ^ TABLES[5][((int) (crc >>> 16) ^ bytes[at + 2]) & 0xFF]
                    ^ TABLES[4][((int) (crc >>> 24) ^ bytes[at + 3]) & 0xFF]
                    ^ TABLES[3][((int) (crc >>> 32) ^ bytes[at + 4]) & 0xFF]
                    ^ TABLES[2][((int) (crc >>> 40) ^ bytes[at + 5]) & 0xFF]
                    ^ TABLES[1][((int) (crc >>> 48) ^ bytes[at + 6]) & 0xFF]
                    ^ TABLES[0][((int) (crc >>> 56) ^ bytes[at + 7]) & 0xFF];
        }
        for (; at < end; at++) {
            crc = (crc >>> 8) ^ TABLES[0][((int) crc ^ bytes[at]) & 0xFF];
        }
        register = crc;
    }

    /** Returns the checksum of two byte sequences one after another, without the bytes. */
    static long joined(long first, long second, long secondLength) {
        long shifted = first;
        long power = BYTE_SHIFT;
        for (long left = secondLength; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                shifted = product(shifted, power);
            }
            power = product(power, power);
        }
        return shifted ^ second;
    }

    /** Returns the product of two polynomials, modulo that of the checksum. */
    private static long product(long a, long b) {
        long sum = 0;
        long shifted = b;
        for (long coefficient = ONE; coefficient != 0; coefficient >>>= 1) {
            if ((a & coefficient) != 0) {
                sum ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : (shifted >>> 1) ^ REFLECTED_POLYNOMIAL;
        }
        return sum;
    }

    /** Returns the unsigned checksum of the bytes so far. */
    public long value() {
        return ~register;
    }
}
