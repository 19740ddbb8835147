// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.link.UploadJson;
import io.github.osspresign.test.ChildJvm;
import io.github.osspresign.test.PlanDocuments;
import io.github.osspresign.test.SignedLinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Uploading a large body needs little memory. By default it is twice as large as the heap; set {@code
 * -Dupload.bytes=1073741824} for a long run.
 */
@Tag("slow")
class UploadMemoryTest {

    private static final long PART_BYTES = 16 * 1024 * 1024;
    private static final long BYTES = Long.getLong("upload.bytes", 128 * 1024 * 1024);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"file", "stream"})
    void aHeapOf64MegabytesWillDo(String body) throws Exception {
        try (OssDevServer server = OssDevServer.builder()
                .bucket("demo")
                .root(directory.resolve("root"))
                .start()) {
            upload(link(server), body);
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.status()).isEqualTo(200);
                assertThat(request.headers().get("Content-Length")).containsExactly(String.valueOf(BYTES));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "stream"})
    void uploadInPartsNeedsNoMore(String body) throws Exception {
        try (OssDevServer server =
                OssDevServer.builder().bucket("demo").discardContent().start()) {
            PresignedUpload plan = PresignedUpload.parse(new PlanDocuments(server, "demo", Clock.systemUTC())
                    .partSize(PART_BYTES)
                    .open("large.bin", BYTES));
            Path json = directory.resolve("plan.json");
            Files.write(json, UploadJson.write(plan));
            upload(json.toString(), body);
            assertThat(server.requests().stream()
                            .filter(request -> request.method().equals("PUT")))
                    .hasSize((int) ((BYTES + PART_BYTES - 1) / PART_BYTES));
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .noneMatch(name -> name.endsWith(".upload"));
            }
        }
    }

    private void upload(String linkOrPlan, String body) throws Exception {
        String output = ChildJvm.with(
                        "-Xmx64m", "-Djava.io.tmpdir=" + directory, "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                .run(UploadMain.class, linkOrPlan, body, String.valueOf(BYTES), directory.toString());
        assertThat(output).contains("verified by crc64");
    }

    private static String link(OssDevServer server) {
        return new SignedLinks(server, "demo", Clock.systemUTC())
                .url("PUT", "large.bin", Map.of(), Duration.ofHours(1));
    }
}
