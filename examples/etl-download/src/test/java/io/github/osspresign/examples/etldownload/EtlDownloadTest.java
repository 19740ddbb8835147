// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.test.PrintedText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example runs without an account, and whatever fails is loaded in the end. */
class EtlDownloadTest {

    private final PrintedText printed = new PrintedText();

    @AutoClose
    private final PrintedText logged = PrintedText.ofStandardError();

    @TempDir
    private Path workspace;

    @Test
    void whatFailsIsLoadedInTheEnd() throws Exception {
        Settings settings = Settings.of(List.of("--links=300", "--workspace=" + workspace), Map.of());
        try (EtlDownload example = new EtlDownload(settings, TransferView.of(printed))) {
            assertThat(example.run()).as(printed::toString).isTrue();
        }

        assertThat(printed.toString())
                .contains("300 of 300 links")
                .containsPattern("downloaded +290\\R")
                .containsPattern("duplicates +3\\R")
                .containsPattern("ChecksumMismatchException +1\\R")
                .containsPattern("LinkExpiredException +3\\R")
                .containsPattern("ObjectNotFoundException +3\\R")
                .containsPattern("total +300\\R")
                .contains("7 of 7 links")
                .contains("4. Each row is in the table, once.");
        assertThat("" + printed + logged).doesNotContainPattern("x-oss-signature=[0-9a-f]");
        assertThat(Load.failures(workspace)).doesNotExist();
        assertThat(Load.manifests(workspace).resolve(".loaded"))
                .isDirectoryContaining(file -> file.endsWith("readings.jsonl"))
                .isDirectoryContaining(file -> file.endsWith("failed-once.jsonl"));
    }

    @Test
    void aHalfDescribedServiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of(), Map.of("OSS_BUCKET", "b", "OSS_REGION", "r")))
                .withMessageContaining("OSS_ACCESS_KEY_ID")
                .withMessageContaining("OSS_ACCESS_KEY_SECRET");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--lniks=300 | argument: must be --links=…, --workspace=…, --load-only or --refresh-uri=…, was '--lniks=300'",
                "--links=9 | --links: must be 10 or more, was '9'",
                "--load-only | --load-only: requires --workspace=…",
                "--refresh-uri=presign:b | --refresh-uri: requires --load-only"
            })
    void badArgumentIsRefused(String argument, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of(argument), Map.of("JDBC_URL", "jdbc:postgresql:x")))
                .withMessageStartingWith(message);
    }
}
