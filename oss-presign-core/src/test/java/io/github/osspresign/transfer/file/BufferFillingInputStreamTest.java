// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader gets as many bytes as its buffer holds, and loses none to a failure. */
class BufferFillingInputStreamTest {

    private final byte[] buffer = new byte[8];

    @Test
    void joinsBytesThatComeInPieces() throws IOException {
        InputStream full = new BufferFillingInputStream(inChunks(bytes(1, 2, 3), bytes(4, 5), bytes(6, 7, 8, 9)));

        assertThat(full.read(buffer, 0, 8)).isEqualTo(8);
        assertThat(buffer).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(full.read(buffer, 0, 8)).isEqualTo(1);
        assertThat(buffer[0]).isEqualTo((byte) 9);
        assertThat(full.read(buffer, 0, 8)).isEqualTo(-1);
    }

    @Test
    void givesOutWhatCameBeforeAFailure() throws IOException {
        InputStream full = new BufferFillingInputStream(inChunks(bytes(1, 2, 3), null));

        assertThat(full.read(buffer, 0, 8)).isEqualTo(3);
        assertThat(buffer).startsWith(1, 2, 3);
        assertThatIOException().isThrownBy(() -> full.read(buffer, 0, 8)).withMessage("cut");
        assertThatIOException().isThrownBy(() -> full.read(buffer, 0, 8)).withMessage("cut");
    }

    @Test
    void failsAtOnceWhereNothingCame() {
        InputStream full = new BufferFillingInputStream(inChunks((byte[]) null));

        assertThatIOException().isThrownBy(() -> full.read(buffer, 0, 8)).withMessage("cut");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** One piece with each read; one that is null is a failure. */
    private static InputStream inChunks(byte[]... chunks) {
        List<InputStream> streams = Arrays.stream(chunks)
                .map(chunk -> chunk == null ? new Cut() : new ByteArrayInputStream(chunk))
                .toList();
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    private static final class Cut extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("cut");
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            throw new IOException("cut");
        }
    }
}
