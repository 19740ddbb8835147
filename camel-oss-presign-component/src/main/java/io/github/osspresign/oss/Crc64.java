package io.github.osspresign.oss;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The CRC-64 of ECMA-182, reflected, with ones in front and complemented (CRC-64/XZ), as OSS sends it in
 * {@code x-oss-hash-crc64ecma}.
 */
public final class Crc64 {

    /*
     * Two tables of 8 x 256 words. WORD takes the register over 8 bytes at once ("slicing by 8"). It is bound by the
     * latency of its own result: each step waits for the one before. So long inputs are braided (Kadatch and Jenkins,
     * "Everything we know about CRC but afraid to forget", as in zlib): four registers, each taking every fourth word,
     * advance side by side by 32 bytes with the table BRAID, and are folded into one at the end with WORD. Both tables
     * together, 32 KiB, stay in the first-level cache; wider braids or slices were not faster.
     */

    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final int WORD_BYTES = 8;
    private static final int LANES = 4;
    private static final int STRIDE = LANES * WORD_BYTES;
    private static final VarHandle LITTLE_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[] WORD = table(WORD_BYTES);
    private static final long[] BRAID = table(STRIDE);

    /** The polynomials 1 and x^8, whose coefficients stand from the highest bit down. */
    private static final long ONE = 1L << 63;

    private static final long ONE_BYTE = 1L << (63 - 8);

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");

    private long register = ~0L;

    /** Returns a checksum that the service or a link tells, in its only form; {@code null} where the value is none. */
    public static @Nullable String canonical(@Nullable String told) {
        if (told == null || !DIGITS.matcher(told.strip()).matches()) {
            return null;
        }
        try {
            return Long.toUnsignedString(Long.parseUnsignedLong(told.strip()));
        } catch (NumberFormatException e) {
            // 2^64 and more.
            return null;
        }
    }

    /** Takes in {@code length} bytes. */
    public void update(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int position = offset;
        long crc = register;
        if (length >= 2 * STRIDE) {
            int braided = (length / STRIDE - 1) * STRIDE;
            crc = braid(crc, bytes, offset, offset + braided);
            position += braided + STRIDE;
        }
        for (; position + WORD_BYTES <= end; position += WORD_BYTES) {
            crc = advance(WORD, crc ^ (long) LITTLE_ENDIAN_LONG.get(bytes, position));
        }
        for (; position < end; position++) {
            crc = oneByte(crc ^ (bytes[position] & 0xFF));
        }
        register = crc;
    }

    /** The checksum of all bytes so far. */
    public long value() {
        return ~register;
    }

    /** The checksum as OSS writes it: unsigned decimal. */
    public String decimal() {
        return Long.toUnsignedString(value());
    }

    /**
     * The checksum of two pieces put together.
     *
     * @param second checksum of the second piece, which is {@code secondLength} bytes long
     */
    public static long combine(long first, long second, long secondLength) {
        long shift = ONE;
        long power = ONE_BYTE;
        for (long bytes = secondLength; bytes != 0; bytes >>>= 1) {
            if ((bytes & 1) != 0) {
                shift = multiply(shift, power);
            }
            power = multiply(power, power);
        }
        return multiply(first, shift) ^ second;
    }

    /** Braids the words up to {@code end} and folds the registers into the stride that begins there. */
    private static long braid(long crc, byte[] bytes, int offset, int end) {
        long lane0 = crc;
        long lane1 = 0;
        long lane2 = 0;
        long lane3 = 0;
        for (int i = offset; i < end; i += STRIDE) {
            lane0 = advance(BRAID, lane0 ^ (long) LITTLE_ENDIAN_LONG.get(bytes, i));
            lane1 = advance(BRAID, lane1 ^ (long) LITTLE_ENDIAN_LONG.get(bytes, i + WORD_BYTES));
            lane2 = advance(BRAID, lane2 ^ (long) LITTLE_ENDIAN_LONG.get(bytes, i + 2 * WORD_BYTES));
            lane3 = advance(BRAID, lane3 ^ (long) LITTLE_ENDIAN_LONG.get(bytes, i + 3 * WORD_BYTES));
        }
        long folded = advance(WORD, lane0 ^ (long) LITTLE_ENDIAN_LONG.get(bytes, end));
        folded = advance(WORD, folded ^ lane1 ^ (long) LITTLE_ENDIAN_LONG.get(bytes, end + WORD_BYTES));
        folded = advance(WORD, folded ^ lane2 ^ (long) LITTLE_ENDIAN_LONG.get(bytes, end + 2 * WORD_BYTES));
        return advance(WORD, folded ^ lane3 ^ (long) LITTLE_ENDIAN_LONG.get(bytes, end + 3 * WORD_BYTES));
    }

    private static long advance(long[] table, long word) {
        return table[(int) (word & 0xFF)]
                ^ table[256 + (int) (word >>> 8 & 0xFF)]
                ^ table[512 + (int) (word >>> 16 & 0xFF)]
                ^ table[768 + (int) (word >>> 24 & 0xFF)]
                ^ table[1024 + (int) (word >>> 32 & 0xFF)]
                ^ table[1280 + (int) (word >>> 40 & 0xFF)]
                ^ table[1536 + (int) (word >>> 48 & 0xFF)]
                ^ table[1792 + (int) (word >>> 56)];
    }

    /** For each of the 8 bytes of a word the register after that byte and the rest of {@code advance} bytes. */
    private static long[] table(int advance) {
        long[] table = new long[WORD_BYTES * 256];
        for (int index = 0; index < WORD_BYTES; index++) {
            for (int value = 0; value < 256; value++) {
                long crc = value;
                for (int i = index; i < advance; i++) {
                    crc = oneByte(crc);
                }
                table[index * 256 + value] = crc;
            }
        }
        return table;
    }

    private static long oneByte(long crc) {
        long shifted = crc;
        for (int bit = 0; bit < 8; bit++) {
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
        }
        return shifted;
    }

    /** The product of two polynomials modulo the one of the CRC. */
    private static long multiply(long a, long b) {
        long product = 0;
        long shifted = b;
        for (long coefficient = ONE; coefficient != 0; coefficient >>>= 1) {
            if ((a & coefficient) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }
}
