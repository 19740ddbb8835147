// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes are a journal that holds together, or none; and what is written is read the same. */
class JournalFuzzTest {

    @TempDir
    static Path directory;

    @FuzzTest
    void journal(byte[] bytes) throws IOException {
        Path path = directory.resolve("file.part.json");
        Files.write(path, bytes);

        Journal journal = Journal.read(path);

        if (journal == null) {
            return;
        }
        long end = 0;
        for (CompletedRange range : journal.ranges()) {
            assertThat(range.first()).isGreaterThanOrEqualTo(end);
            assertThat(range.length()).isPositive();
            assertThat(range.end())
                    .isBetween(range.first() + 1, journal.validator().size());
            end = range.end();
        }
        journal.write(path);
        assertThat(Journal.read(path)).isEqualTo(journal);
    }
}
