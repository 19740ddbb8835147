// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checksum equals that of OSS, independently of the sizes of the updates. */
class Crc64Test {

    private static final long SEED = 20260301;

    /** Bytes that are folded at a time. */
    private static final int BLOCK = Crc64.BLOCK * Long.BYTES;

    @ParameterizedTest(name = "'{0}'")
    @CsvSource({
        "123456789, 11051210869376104954",
        "'', 0",
        "hello world, 5981764153023615706",
        "This is a test of the emergency broadcast system., 2871916124362751090",
        "123456789This is a test of the emergency broadcast system., 7672622622872733320"
    })
    void equalsPublishedChecksums(String text, String expected) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(crc(bytes, 0, bytes.length).decimal()).isEqualTo(expected);
    }

    @Test
    void equalsBitwiseDefinitionAtEveryLengthAndOffset() {
        Random random = new Random(SEED);
        byte[] bytes = new byte[400];
        random.nextBytes(bytes);
        for (int offset = 0; offset < 9; offset++) {
            for (int length = 0; length <= bytes.length - offset; length++) {
                assertThat(crc(bytes, offset, length).value())
                        .as("seed %s, offset %s, length %s", SEED, offset, length)
                        .isEqualTo(bitwise(bytes, offset, length));
            }
        }
    }

    /** The value after each kilobyte keeps a checksum from being folded, so it is the reference. */
    @Test
    void foldedInputEqualsTablesAtEveryLengthAndOffsetAroundBordersOfBlocks() {
        Random random = new Random(SEED);
        byte[] bytes = new byte[Crc64.FOLDED + 2 * BLOCK + 100];
        random.nextBytes(bytes);
        for (int border : new int[] {
            Crc64.FOLDED, Crc64.FOLDED + Crc64.DEGREE * Long.BYTES, Crc64.FOLDED + BLOCK, Crc64.FOLDED + 2 * BLOCK
        }) {
            for (int offset = 0; offset < 9; offset++) {
                long tables = byTables(bytes, offset, border - 17);
                for (int length = border - 17; length <= border + 17; length++) {
                    assertThat(crc(bytes, offset, length).value())
                            .as("seed %s, offset %s, length %s", SEED, offset, length)
                            .isEqualTo(tables);
                    tables =
                            Crc64.combine(tables, crc(bytes, offset + length, 1).value(), 1);
                }
            }
        }
    }

    @Test
    void bytesInPiecesOfAnySizeHaveOneChecksum() {
        Random random = new Random(SEED);
        byte[] bytes = new byte[4 * Crc64.FOLDED];
        random.nextBytes(bytes);
        ByteBuffer heap = ByteBuffer.wrap(bytes);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        long expected = byTables(bytes, 0, bytes.length);
        for (int round = 0; round < 50; round++) {
            int largest = 1 + random.nextInt(1 << random.nextInt(19));
            int asked = random.nextInt(20);
            Crc64 updated = new Crc64();
            for (int position = 0; position < bytes.length; ) {
                int length = Math.min(bytes.length - position, random.nextInt(largest + 1));
                switch (random.nextInt(3)) {
                    case 0 -> updated.update(bytes, position, length);
                    case 1 -> updated.update(heap.slice(position, length));
                    default -> updated.update(direct.limit(position + length).position(position));
                }
                position += length;
                if (random.nextInt(1 << asked) == 0) {
                    updated.value();
                }
            }
            assertThat(updated.value())
                    .as("seed %s, round %s, pieces of at most %s bytes", SEED, round, largest)
                    .isEqualTo(expected);
        }
    }

    @Test
    void valueOfFoldedBytesIsTheSameWhenAskedTwice() {
        byte[] bytes = new byte[Crc64.FOLDED + 3];
        new Random(SEED).nextBytes(bytes);
        Crc64 crc64 = crc(bytes, 0, bytes.length);
        assertThat(crc64.value()).isEqualTo(crc64.value()).isEqualTo(bitwise(bytes, 0, bytes.length));
    }

    @Test
    void combinesFoldedChecksums() {
        byte[] bytes = new byte[5 * Crc64.FOLDED];
        new Random(SEED).nextBytes(bytes);
        int cut = 2 * Crc64.FOLDED + 5;
        long second = crc(bytes, cut, bytes.length - cut).value();
        assertThat(Crc64.combine(crc(bytes, 0, cut).value(), second, bytes.length - cut))
                .isEqualTo(byTables(bytes, 0, bytes.length));
    }

    /** The sum of these powers of x is a multiple of the polynomial. */
    @Test
    void distancesOfFoldingAreAMultipleOfThePolynomial() {
        Set<Integer> exponents = new HashSet<>(Set.of(Long.SIZE * Crc64.DEGREE));
        for (int distance : Crc64.DISTANCES) {
            exponents.add(Long.SIZE * (Crc64.DEGREE - distance));
        }
        long sum = 0;
        long power = 1L << 63;
        for (int exponent = 0; exponent <= Long.SIZE * Crc64.DEGREE; exponent++) {
            if (exponents.contains(exponent)) {
                sum ^= power;
            }
            power = (power & 1) == 0 ? power >>> 1 : (power >>> 1) ^ 0xC96C5795D7870F42L;
        }
        assertThat(exponents).hasSize(8);
        assertThat(sum).isZero();
    }

    @Test
    void combinesChecksumsOfTwoParts() {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            byte[] bytes = new byte[random.nextInt(20_000)];
            random.nextBytes(bytes);
            int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length + 1);
            long combined = Crc64.combine(
                    crc(bytes, 0, cut).value(),
                    crc(bytes, cut, bytes.length - cut).value(),
                    bytes.length - cut);
            assertThat(combined)
                    .as("seed %s, round %s, %s of %s bytes", SEED, round, cut, bytes.length)
                    .isEqualTo(crc(bytes, 0, bytes.length).value());
        }
    }

    @Test
    void combinesChecksumsOfEightGibibytes() {
        byte[] zeros = new byte[1 << 20];
        Crc64 oneMebibyte = new Crc64();
        oneMebibyte.update(zeros, 0, zeros.length);
        long doubled = oneMebibyte.value();
        long length = zeros.length;
        for (int i = 0; i < 13; i++) {
            doubled = Crc64.combine(doubled, doubled, length);
            length *= 2;
        }
        long stepwise = oneMebibyte.value();
        for (int i = 1; i < 1 << 13; i++) {
            stepwise = Crc64.combine(stepwise, oneMebibyte.value(), zeros.length);
        }
        assertThat(doubled).isEqualTo(stepwise);
    }

    @Test
    void combiningWithEmptySequenceKeepsChecksum() {
        assertThat(Crc64.combine(42, 0, 0)).isEqualTo(42);
        assertThat(Crc64.combine(0, 42, 17)).isEqualTo(42);
    }

    private static Crc64 crc(byte[] bytes, int offset, int length) {
        Crc64 crc = new Crc64();
        crc.update(bytes, offset, length);
        return crc;
    }

    private static long byTables(byte[] bytes, int offset, int length) {
        Crc64 crc = new Crc64();
        for (int position = 0; position < length; position += 1000) {
            crc.update(bytes, offset + position, Math.min(1000, length - position));
            crc.value();
        }
        return crc.value();
    }

    private static long bitwise(byte[] bytes, int offset, int length) {
        long crc = ~0L;
        for (byte b : Arrays.copyOfRange(bytes, offset, offset + length)) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xC96C5795D7870F42L;
            }
        }
        return ~crc;
    }
}
