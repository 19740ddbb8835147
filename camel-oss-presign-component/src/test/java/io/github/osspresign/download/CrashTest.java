package io.github.osspresign.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Fault;
import io.github.osspresign.link.PresignedLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed in the middle loses next to nothing, and a small one takes a large object. */
class CrashTest extends DevServerTestSupport {

    private static final int MIB = 1024 * 1024;
    private static final int SIZE = 96 * MIB;
    private static final int PART = 16 * MIB;

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void afterAKillItGoesOn(int parallelism) throws Exception {
        byte[] content = store(SIZE);
        DownloadOptions options = Links.OPTIONS.toBuilder()
                .partSize(PART)
                .parallelism(parallelism)
                .build();
        // Exactly so much comes before the kill, then nothing.
        long arrived;
        if (parallelism == 1) {
            arrived = 74 * MIB;
            server.inject(new Fault.StallAfter(arrived, Duration.ofMinutes(5)));
        } else {
            arrived = 74 * MIB;
            for (String range : new String[] {"bytes=67108864-83886079", "bytes=83886080-100663295"}) {
                server.inject(
                        new Fault.StallAfter(5 * MIB, Duration.ofMinutes(5)),
                        1,
                        request -> request.headers().get("Range").contains(range));
            }
        }

        try (DownloadProcess killed = DownloadProcess.start(link(), directory, options)) {
            killed.awaitBytes(arrived);
            killed.kill();
        }
        assertThat(Files.exists(directory.resolve("object.bin"))).isFalse();
        server.clearFaults();

        try (DownloadProcess next = DownloadProcess.start(link(), directory, options)) {
            String[] result = next.result().split(" ");
            assertThat(result).startsWith("crc64", Integer.toString(SIZE));
            long resumed = Long.parseLong(result[2]);
            System.out.println("parallelism " + parallelism + ": fetched twice: " + (arrived - resumed) + " bytes");
            assertThat(arrived - resumed).isBetween(0L, (long) PART);
        }
        assertThat(directory.resolve("object.bin")).hasBinaryContent(content);
        assertOnly("object.bin");
    }

    @Test
    void twoProcessesDoNotMixTheirBytes() throws Exception {
        byte[] content = store(SIZE);
        DownloadOptions options = Links.OPTIONS.toBuilder().partSize(PART).build();
        server.inject(
                new Fault.StallAfter(5 * MIB, Duration.ofMinutes(5)),
                1,
                request -> request.headers().get("Range").contains("bytes=83886080-100663295"));
        try (DownloadProcess first = DownloadProcess.start(link(), directory, options)) {
            first.awaitBytes(85L * MIB);
            try (DownloadProcess second = DownloadProcess.start(link(), directory, options)) {
                assertThat(second.result()).startsWith("part file: expected to be free but was in use");
            }
            assertThat(Files.exists(directory.resolve("object.bin"))).isFalse();
            first.kill();
        }
        try (DownloadProcess third = DownloadProcess.start(link(), directory, options)) {
            assertThat(third.result()).startsWith("crc64 " + SIZE);
        }
        assertThat(directory.resolve("object.bin")).hasBinaryContent(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aGibibytePassesAHeapOf64Mebibytes(int parallelism) throws Exception {
        try (PatternServer large = new PatternServer(1024)) {
            PresignedLink link = PresignedLink.of("http://127.0.0.1:" + large.port() + "/large");
            DownloadOptions options =
                    Links.OPTIONS.toBuilder().parallelism(parallelism).build();
            try (DownloadProcess process = DownloadProcess.start(link, directory, options, "-Xmx64m")) {
                assertThat(process.result()).isEqualTo("crc64 1073741824 0");
            }
            Path file = directory.resolve("object.bin");
            assertThat(file).hasSize(1024L * MIB);
            Files.delete(file);
        }
    }
}
