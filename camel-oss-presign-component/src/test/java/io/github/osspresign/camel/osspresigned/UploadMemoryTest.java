package io.github.osspresign.camel.osspresigned;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.SignedLinks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Uploading a large body needs little memory. By default it is several times as large as the heap; set {@code
 * -Dupload.bytes=1073741824} for a long run.
 */
class UploadMemoryTest {

    private static final long BYTES = Long.getLong("upload.bytes", 200 * 1024 * 1024);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"file", "stream"})
    void aHeapOf64MegabytesWillDo(String body) throws Exception {
        try (OssDevServer server = OssDevServer.builder()
                .bucket("demo")
                .root(directory.resolve("root"))
                .start()) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-Djava.io.tmpdir=" + directory,
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            UploadMain.class.getName(),
                            link(server),
                            body,
                            String.valueOf(BYTES),
                            directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(child.getInputStream().readAllBytes(), UTF_8);
            assertThat(child.waitFor()).as(output).isZero();
            assertThat(output).contains("verified by crc64");
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.status()).isEqualTo(200);
                assertThat(request.headers().get("Content-Length")).containsExactly(String.valueOf(BYTES));
            });
        }
    }

    private static String link(OssDevServer server) {
        return new SignedLinks(server, "demo", Clock.systemUTC())
                .url("PUT", "large.bin", Map.of(), Duration.ofHours(1));
    }
}
