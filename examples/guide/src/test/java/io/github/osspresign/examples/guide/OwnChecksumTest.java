// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OwnChecksumTest {

    private static final String SHA256_OF_CONTENT = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";

    @AutoClose
    private final DocsServer server = new DocsServer();

    @Test
    void onlyADownloadWithTheStatedSha256IsProcessed() throws Exception {
        server.start(new OwnChecksum());
        server.end("process").expectedMessageCount(1);

        server.send("direct:download", server.stored("a.txt", "content"), Map.of("sha256", SHA256_OF_CONTENT));
        assertThatThrownBy(() -> server.camel
                        .getCamelTemplate()
                        .requestBodyAndHeader(
                                "direct:download", server.stored("b.txt", "other"), "sha256", SHA256_OF_CONTENT))
                .hasRootCauseMessage("SHA-256 of the download is "
                        + "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa");

        server.end("process").assertIsSatisfied();
        assertThat(DocsServer.read("inbox", "a.txt")).isEqualTo("content");
        assertThat(Path.of("inbox/b.txt")).doesNotExist();
    }
}
