// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.link.manifest.LineReader.Line;
import java.io.IOException;
import java.io.LineNumberReader;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    private static final List<String> PIECES =
            List.of("a", "\r", "\n", "\r\n", "\n\n", "b".repeat(4095), "c".repeat(8191), "d".repeat(8192), " ");

    @Test
    void splitsAndNumbersLinesAsLineNumberReaderDoes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertThat(lines(text.toString(), random)).as("seed %d", seed).isEqualTo(expected(text.toString()));
        }
    }

    private static List<Line> lines(String text, Random random) throws IOException {
        LineReader reader = new LineReader(new Trickle(text, random));
        List<Line> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    private static List<Line> expected(String text) throws IOException {
        LineNumberReader reader = new LineNumberReader(new StringReader(text));
        List<Line> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            int length = Math.min(line.length(), ManifestFormat.MAX_LENGTH);
            lines.add(new Line(reader.getLineNumber(), line.substring(0, length), length < line.length()));
        }
        return lines;
    }

    /** Reader that returns a few characters at a time. */
    private static final class Trickle extends Reader {

        private final Reader text;
        private final Random random;

        Trickle(String text, Random random) {
            this.text = new StringReader(text);
            this.random = random;
        }

        @Override
        public int read(char[] buffer, int offset, int count) throws IOException {
            return text.read(buffer, offset, 1 + random.nextInt(Math.min(count, 9000)));
        }

        @Override
        public void close() {}
    }
}
