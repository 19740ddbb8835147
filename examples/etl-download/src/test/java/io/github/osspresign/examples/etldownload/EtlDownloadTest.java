// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.examples.terminal.TransferView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example runs without an account, and whatever fails is loaded in the end. */
class EtlDownloadTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    @TempDir
    private Path workspace;

    @Test
    void whatFailsIsLoadedInTheEnd() throws Exception {
        Settings settings = Settings.of(List.of("--links=300", "--workspace=" + workspace), Map.of());
        PrintStream realErr = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try (EtlDownload example = new EtlDownload(settings, view())) {
            assertThat(example.run())
                    .as(() -> printed.toString(StandardCharsets.UTF_8))
                    .isTrue();
        } finally {
            System.setErr(realErr);
        }

        String output = printed.toString(StandardCharsets.UTF_8);
        assertThat(output)
                .contains("300 of 300 links")
                .containsPattern("downloaded +290\\R")
                .containsPattern("duplicates +3\\R")
                .containsPattern("ChecksumMismatchException +1\\R")
                .containsPattern("LinkExpiredException +3\\R")
                .containsPattern("ObjectNotFoundException +3\\R")
                .containsPattern("total +300\\R")
                .contains("7 of 7 links")
                .contains("4. Each row is in the table, once.");
        assertThat(output + logged.toString(StandardCharsets.UTF_8)).doesNotContainPattern("x-oss-signature=[0-9a-f]");
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

    @Test
    void badArgumentsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--lniks=300"), Map.of()))
                .withMessageContaining("'--lniks=300'")
                .withMessageContaining("--links=");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--links=9"), Map.of()))
                .withMessageContaining("'9'")
                .withMessageContaining("10 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--load-only"), Map.of("JDBC_URL", "jdbc:postgresql:x")))
                .withMessageContaining("--workspace");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--refresh-uri=presign:b"), Map.of()))
                .withMessageContaining("--load-only");
    }

    private TransferView view() {
        return TransferView.of(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }
}
