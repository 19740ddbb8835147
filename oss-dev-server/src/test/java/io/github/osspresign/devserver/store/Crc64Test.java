// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CRC-64/XZ as OSS sends it: an unsigned decimal number. */
class Crc64Test {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'', 0",
                "123456789, 11051210869376104954",
                "hello world, 5981764153023615706",
                "This is a test of the emergency broadcast system., 2871916124362751090",
                "123456789This is a test of the emergency broadcast system., 7672622622872733320",
            })
    void computesKnownChecksums(String text, String expected) {
        assertThat(Long.toUnsignedString(crc64(text.getBytes(US_ASCII)))).isEqualTo(expected);
    }

    @Test
    void checksumDoesNotDependOnChunkSizes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] bytes = new byte[10_000];
        random.nextBytes(bytes);
        Crc64 pieces = new Crc64();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(random.nextInt(40), bytes.length - at);
            pieces.update(bytes, at, length);
            at += length;
        }
        assertThat(pieces.value()).as("seed %d", seed).isEqualTo(bitByBit(bytes));
    }

    @Test
    void joinsChecksumsWithoutTheBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] whole = new byte[random.nextInt(3_000)];
            random.nextBytes(whole);
            int cut = random.nextInt(whole.length + 1);
            long joined = Crc64.joined(
                    crc64(Arrays.copyOfRange(whole, 0, cut)),
                    crc64(Arrays.copyOfRange(whole, cut, whole.length)),
                    whole.length - cut);
            assertThat(joined)
                    .as("seed %d, %d of %d bytes", seed, cut, whole.length)
                    .isEqualTo(crc64(whole));
        }
    }

    @Test
    void joinsChecksumsOfMoreThanFourGibibytes() {
        long zeros = crc64(new byte[1]);
        for (int power = 0; power < 32; power++) {
            zeros = Crc64.joined(zeros, zeros, 1L << power);
        }
        long twice = Crc64.joined(zeros, zeros, 1L << 32);
        long first = crc64(new byte[] {'a'});
        assertThat(Crc64.joined(first, twice, 1L << 33))
                .isEqualTo(Crc64.joined(Crc64.joined(first, zeros, 1L << 32), zeros, 1L << 32));
    }

    private static long crc64(byte[] bytes) {
        Crc64 crc64 = new Crc64();
        crc64.update(bytes, 0, bytes.length);
        return crc64.value();
    }

    private static long bitByBit(byte[] bytes) {
        long crc = ~0L;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xC96C5795D7870F42L;
            }
        }
        return ~crc;
    }
}
