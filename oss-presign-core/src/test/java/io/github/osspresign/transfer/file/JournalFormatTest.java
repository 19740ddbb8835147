// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.transfer.http.StrongValidator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The journal as version 1.0.0 writes it. The sample is never changed: a later version that writes another form gets another
 * sample, and reads this one too.
 */
class JournalFormatTest {

    private static final Journal JOURNAL = new Journal(
            new StrongValidator(
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    5368709120L,
                    "5B3C1A2E053D763E1B002CC607C5A0FE"),
            List.of(new CompletedRange(0, 16777216, -1), new CompletedRange(33554432, 1048576, 0)));

    @TempDir
    Path directory;

    private static Path sample() throws Exception {
        return Path.of(Objects.requireNonNull(JournalFormatTest.class.getResource("/formats/1.0/report.csv.part.json"))
                .toURI());
    }

    @Test
    void journalOfVersion10IsRead() throws Exception {
        assertThat(Journal.read(sample())).isEqualTo(JOURNAL);
    }

    @Test
    void journalIsWrittenByteForByteAsByVersion10() throws Exception {
        Path written = directory.resolve("report.csv.part.json");
        JOURNAL.write(written);
        assertThat(written).hasSameBinaryContentAs(sample());
    }

    /** A later version may add a field that earlier ones may ignore, without a new version. */
    @Test
    void unknownFieldOfAJournalIsIgnored() throws Exception {
        Path journal = directory.resolve("report.csv.part.json");
        Files.writeString(journal, Files.readString(sample()).replace("\"size\"", "\"later\":{\"a\":[1]},\"size\""));
        assertThat(Journal.read(journal)).isEqualTo(JOURNAL);
    }
}
