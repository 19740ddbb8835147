// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import io.github.osspresign.oss.syntax.Digits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * CRC-64/XZ: the polynomial of ECMA-182, reflected, with an initial value of all ones and a complemented result. OSS
 * sends this checksum in {@code x-oss-hash-crc64ecma}.
 */
public final class Crc64 {

    /*
     * There are two tables of 8 x 256 words. WORD advances the register by 8 bytes at once ("slicing by 8"). Each step
     * needs the result of the previous step, so latency limits its speed.
     *
     * Long inputs are braided instead (Kadatch and Jenkins, "Everything we know about CRC but afraid to forget", as in
     * zlib). Four independent registers, each taking every fourth word, advance by 32 bytes with the table BRAID. At
     * the end WORD folds them into one register.
     *
     * The two tables take 32 KiB and stay in the first-level cache. Wider braids or slices were not faster.
     *
     * After FOLDED bytes no table is needed any more. The checksum is a remainder of division by the polynomial P, and
     * any multiple of P may take the place of P while the input is shortened. This multiple has only eight terms:
     *
     *   x^1403 + x^1286 + x^1251 + x^1162 + x^1008 + x^509 + x^153 + 1
     *
     * As q(x)^256 = q(x^256) over GF(2), its exponents may count groups of four words instead of bits. So each word is
     * folded by XOR with the words that are 468, 608, 964, 1580, 3576, 5000 and 5612 places before it, and no word depends
     * on one that is near. The last 5612 words are the state between two updates. They stand 5612 places too high: for the
     * checksum they go through the tables, and the result is divided by x^(64 * 5612). That takes some 20 microseconds,
     * hence the limit.
     *
     * Exponents that count single words have a state of a quarter. But then the words of a vector (four on most machines)
     * are not aligned with those that are folded into them, and the code of JDK 17 has half the speed.
     */

    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final int WORD_BYTES = 8;
    private static final int LANES = 4;
    private static final int STRIDE = LANES * WORD_BYTES;
    private static final VarHandle LITTLE_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[] WORD = table(WORD_BYTES);
    private static final long[] BRAID = table(STRIDE);

    /** The polynomial 1. The highest bit is the coefficient of x^0. */
    private static final long ONE = 1L << 63;

    /** The polynomial x^8, which shifts by one byte. */
    private static final long ONE_BYTE = 1L << (63 - 8);

    /** Number of words that folding leaves: the degree of the sparse multiple of the polynomial. */
    static final int DEGREE = 5612;

    /** Distances of the words that are folded into one. */
    static final int[] DISTANCES = {468, 608, 964, 1580, 3576, 5000, DEGREE};

    /** Words between two moves of the state to the beginning of the window, which take a sixth of the time. */
    static final int BLOCK = 8192;

    /** Number of bytes from which on folding is faster than the tables. */
    static final int FOLDED = 128 * 1024;

    /** x^(-64 * {@link #DEGREE}), where x^-1 is the polynomial without its last term, shifted. */
    private static final long BACK = power(POLYNOMIAL << 1 | 1, (long) Long.SIZE * DEGREE);

    private static final int MAX_DIGITS = 20;

    /** What is added to the next word: the state of the tables, or the bytes of a word that is not complete. */
    private long register = ~0L;

    /** Bytes since the checksum was last known. */
    private long unknown;

    /** The {@link #DEGREE} words before a block, and the block. */
    private long @Nullable [] window;

    /** Words in the block, which is folded when it is full. */
    private int words;

    /** Bytes in the register that are no word yet. */
    private int partial;

    /** Creates the checksum of no bytes. */
    public Crc64() {}

    /** Returns a checksum of a header or a link without leading zeros; {@code null} if it is not valid. */
    public static @Nullable String canonical(@Nullable String checksum) {
        String digits = checksum == null ? "" : checksum.strip();
        if (!Digits.areAll(digits, MAX_DIGITS)) {
            return null;
        }
        try {
            return Long.toUnsignedString(Long.parseUnsignedLong(digits));
        } catch (NumberFormatException e) {
            // The value is 2^64 or more.
            return null;
        }
    }

    /** Updates the checksum with {@code length} bytes. */
    public void update(byte[] bytes, int offset, int length) {
        update(ByteBuffer.wrap(bytes, offset, length));
    }

    /** Updates the checksum with the remaining bytes of a buffer, which keeps its position. */
    public void update(ByteBuffer bytes) {
        unknown += bytes.remaining();
        if (unknown >= FOLDED) {
            fold(bytes.duplicate());
        } else if (bytes.hasArray()) {
            int offset = bytes.arrayOffset() + bytes.position();
            register = byTables(register, bytes.array(), offset, offset + bytes.remaining());
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(bytes.position(), copy);
            register = byTables(register, copy, 0, copy.length);
        }
    }

    /** Returns the checksum of all bytes so far. */
    public long value() {
        if (unknown >= FOLDED) {
            unfold();
        }
        unknown = 0;
        return ~register;
    }

    /** Returns the checksum as OSS writes it: unsigned decimal. */
    public String decimal() {
        return Long.toUnsignedString(value());
    }

    /**
     * Returns the checksum of two byte sequences joined together.
     *
     * @param first checksum of the first sequence
     * @param second checksum of the second sequence
     * @param secondLength length of the second sequence, in bytes
     */
    public static long combine(long first, long second, long secondLength) {
        return multiply(first, power(ONE_BYTE, secondLength)) ^ second;
    }

    private static long byTables(long register, byte[] bytes, int offset, int end) {
        int position = offset;
        long crc = register;
        if (end - position >= 2 * STRIDE) {
            int braided = ((end - position) / STRIDE - 1) * STRIDE;
            crc = braid(crc, bytes, position, position + braided);
            position += braided + STRIDE;
        }
        for (; position + WORD_BYTES <= end; position += WORD_BYTES) {
            crc = advance(WORD, crc ^ (long) LITTLE_ENDIAN_LONG.get(bytes, position));
        }
        for (; position < end; position++) {
            crc = oneByte(crc ^ (bytes[position] & 0xFF));
        }
        return crc;
    }

    private void fold(ByteBuffer bytes) {
        while (partial > 0 && bytes.hasRemaining()) {
            addByte(bytes.get());
        }
        LongBuffer input = bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        bytes.position(bytes.position() + input.remaining() * WORD_BYTES);
        while (input.hasRemaining()) {
            addWords(input);
        }
        while (bytes.hasRemaining()) {
            addByte(bytes.get());
        }
    }

    private void addByte(byte next) {
        register ^= (next & 0xFFL) << (Byte.SIZE * partial);
        partial = (partial + 1) % WORD_BYTES;
        if (partial == 0) {
            addWords(LongBuffer.allocate(1));
        }
    }

    /** Takes as many words as fit into the block. */
    private void addWords(LongBuffer input) {
        long[] folded = window;
        if (folded == null) {
            folded = new long[DEGREE + BLOCK];
            window = folded;
        }
        int count = Math.min(BLOCK - words, input.remaining());
        int first = DEGREE + words;
        input.get(folded, first, count);
        folded[first] ^= register;
        register = 0;
        words += count;
        if (words == BLOCK) {
            fold(folded, DEGREE + BLOCK);
            System.arraycopy(folded, BLOCK, folded, 0, DEGREE);
            words = 0;
        }
    }

    /** The distances stand in the code, because the compiler makes no vectors of a loop over them. */
    private static void fold(long[] window, int end) {
        for (int i = DEGREE; i < end; i++) {
            window[i] ^= window[i - 468]
                    ^ window[i - 608]
                    ^ window[i - 964]
                    ^ window[i - 1580]
                    ^ window[i - 3576]
                    ^ window[i - 5000]
                    ^ window[i - 5612];
        }
    }

    /** Puts the checksum of the folded words into the register, and empties the window. */
    private void unfold() {
        long[] folded = window;
        if (folded != null) {
            fold(folded, DEGREE + words);
            register ^= multiply(remainder(folded, DEGREE + words), BACK);
            Arrays.fill(folded, 0, DEGREE, 0);
            words = 0;
        }
        for (; partial > 0; partial--) {
            register = oneByte(register);
        }
    }

    /** Returns the register after the words that zeros behind the input would become. */
    private static long remainder(long[] window, int end) {
        long[] next = new long[DEGREE];
        for (int distance : DISTANCES) {
            add(window, end - distance, next, distance);
        }
        byte[] bytes = new byte[DEGREE * WORD_BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(next);
        return byTables(0, bytes, 0, bytes.length);
    }

    private static void add(long[] words, int first, long[] sum, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] ^= words[first + i];
        }
    }

    private static long power(long base, long exponent) {
        long result = ONE;
        long square = base;
        for (long rest = exponent; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                result = multiply(result, square);
            }
            square = multiply(square, square);
        }
        return result;
    }

    /** Braids the words up to {@code end}, and folds the registers with the stride that begins there. */
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

    /** Returns the register for each value of each byte of a word, followed by the rest of {@code advance} bytes. */
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

    /** Returns the product of two polynomials modulo the polynomial of the CRC. */
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
