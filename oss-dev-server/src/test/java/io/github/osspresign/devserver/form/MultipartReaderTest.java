// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads the content of a part byte for byte, however the body is split. */
class MultipartReaderTest {

    private static final String BOUNDARY = "aab";

    /** Returns a few bytes at a time, as a slow network does. */
    private static InputStream inPieces(byte[] bytes, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                return super.read(buffer, offset, Math.min(count, 1 + random.nextInt(9)));
            }
        };
    }

    /** Content full of beginnings of delimiters, but without a delimiter. */
    private static byte[] treacherous(Random random) {
        String[] pieces = {"\r", "\n", "\r\n", "\r\n-", "\r\n--", "\r\n--a", "\r\n--aa", "\r\n--aaa", "--aab", "x", ""};
        StringBuilder content = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            content.append(pieces[random.nextInt(pieces.length)]);
        }
        String text = content.toString();
        while (text.contains("\r\n--" + BOUNDARY)) {
            text = text.replace("\r\n--" + BOUNDARY, "");
        }
        return text.getBytes(ISO_8859_1);
    }

    @Test
    void readsContentByteForByteHoweverBodyIsSplit() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            String what = "seed " + seed + ", round " + i;
            byte[] first = treacherous(random);
            byte[] second = treacherous(random);
            String body = "--aab\r\na: 1\r\n\r\n" + new String(first, ISO_8859_1) + "\r\n--aab\r\nb: 2\r\nc: 3\r\n\r\n"
                    + new String(second, ISO_8859_1) + "\r\n--aab--";
            MultipartReader reader = new MultipartReader(inPieces(body.getBytes(ISO_8859_1), random), BOUNDARY);
            assertThat(reader.nextPart()).as(what).isEqualTo(List.of("a: 1"));
            if (random.nextBoolean()) {
                assertThat(reader.content().readAllBytes()).as(what).isEqualTo(first);
                assertThat(reader.content().read()).as(what).isEqualTo(-1);
            } else {
                assertThat(reader.content().readNBytes(3)).as(what).hasSize(Math.min(3, first.length));
            }
            assertThat(reader.nextPart()).as(what).isEqualTo(List.of("b: 2", "c: 3"));
            InputStream content = reader.content();
            int one = content.read();
            assertThat(one).as(what).isEqualTo(second.length == 0 ? -1 : second[0] & 0xFF);
            assertThat(content.readAllBytes()).as(what).hasSize(Math.max(0, second.length - 1));
            assertThat(reader.nextPart()).as(what).isNull();
        }
    }

    @Test
    void readsPartLargerThanBuffer() throws Exception {
        byte[] content = new byte[200_000];
        new Random(1).nextBytes(content);
        String body = "--aab\r\n\r\n" + new String(content, ISO_8859_1) + "\r\n--aab--";
        MultipartReader reader = new MultipartReader(new ByteArrayInputStream(body.getBytes(ISO_8859_1)), BOUNDARY);
        assertThat(reader.nextPart()).isEmpty();
        assertThat(reader.content().readAllBytes()).isEqualTo(content);
    }
}
