// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.PatternServer;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed in the middle loses next to nothing, and a small one takes a large object. */
@Tag("slow")
class CrashTest extends DevServerTestSupport {

    private static final int MIB = 1024 * 1024;
    private static final int MEBIBYTES = Integer.getInteger("crash.mebibytes", 32);
    private static final int SIZE = 96 * MIB;
    private static final int PART = 16 * MIB;
    private static final String BROUGHT = "crc64 " + SIZE + " 0";

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void resumesAfterAKill(int parallelism) throws Exception {
        long length = (long) MEBIBYTES * MIB;
        // Not where a part ends, nor where a journal is written.
        long arrived = (MEBIBYTES * 3L / 4 + 2) * MIB;
        TransferOptions options = Links.options(with -> with.parallelism(parallelism));
        Path file = directory.resolve("object.bin");

        try (PatternServer large = new PatternServer(MEBIBYTES)) {
            PresignedLink link = PresignedLink.of("http://127.0.0.1:" + large.port() + "/large");
            large.pauseAt(arrived);
            try (DownloadProcess killed = DownloadProcess.start(link, directory, options)) {
                killed.awaitBytes(arrived);
                killed.kill();
            }
            assertThat(file).doesNotExist();
            large.goOn();

            long start = System.nanoTime();
            try (DownloadProcess next = DownloadProcess.start(link, directory, options)) {
                assertThat(next.result()).startsWith("crc64 " + length + " ");
            }
            long twice = large.sent() - length;
            System.out.println("parallelism " + parallelism + ": killed after " + arrived + " of " + length
                    + " bytes, fetched twice " + twice + ", the rest took " + (System.nanoTime() - start) / 1_000_000
                    + " ms");
            assertThat(twice).isBetween(0L, options.partSize());
            assertThat(large.isObject(file)).isTrue();
        }
        assertOnly("object.bin");
    }

    @Test
    void twoProcessesDoNotMixTheirBytes() throws Exception {
        byte[] content = store(SIZE);
        TransferOptions options = Links.options(with -> with.partSize(PART));
        server.inject(
                new Fault.StallAfter(5 * MIB, Duration.ofMinutes(5)),
                1,
                request -> request.headers().get("Range").contains("bytes=83886080-100663295"));
        try (DownloadProcess first = DownloadProcess.start(link(), directory, options)) {
            first.awaitBytes(85L * MIB);
            try (DownloadProcess second = DownloadProcess.start(link(), directory, options)) {
                assertThat(second.result()).startsWith("part file is in use by another download to '");
            }
            assertThat(Files.exists(directory.resolve("object.bin"))).isFalse();
            first.kill();
        }
        try (DownloadProcess third = DownloadProcess.start(link(), directory, options)) {
            assertThat(third.result()).startsWith("crc64 " + SIZE);
        }
        assertThat(directory.resolve("object.bin")).hasBinaryContent(content);
    }

    @RepeatedTest(3)
    void ofTwoProcessesThatBeginTogetherOneFailsClearly() throws Exception {
        List<String> results = twoAtOnce(1);

        // Should one be through before the other begins, both have it.
        assertThat(results)
                .contains(BROUGHT)
                .allSatisfy(result -> assertThat(result)
                        .matches(it ->
                                it.equals(BROUGHT) || it.startsWith("part file is in use by another download to '")));
    }

    @Test
    void ofTwoProcessesThatBeginTogetherOneSucceedsInAFurtherAttempt() throws Exception {
        assertThat(twoAtOnce(300)).containsExactly(BROUGHT, BROUGHT);
    }

    /** Returns the results of two processes that download the same object to the same file. */
    private List<String> twoAtOnce(int attempts) throws Exception {
        byte[] content = store(SIZE);
        TransferOptions options = Links.options(
                with -> with.retry(new RetryPolicy(attempts, Duration.ofMillis(100), Duration.ofSeconds(1))));
        List<String> results = new ArrayList<>();
        try (DownloadProcess one = DownloadProcess.prepare(link(), directory, options);
                DownloadProcess other = DownloadProcess.prepare(link(), directory, options)) {
            one.begin();
            other.begin();
            results.add(one.result());
            results.add(other.result());
        }
        assertThat(directory.resolve("object.bin")).hasBinaryContent(content);
        assertOnly("object.bin");
        return results;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aGibibytePassesAHeapOf64Mebibytes(int parallelism) throws Exception {
        try (PatternServer large = new PatternServer(1024)) {
            PresignedLink link = PresignedLink.of("http://127.0.0.1:" + large.port() + "/large");
            TransferOptions options = Links.options(with -> with.parallelism(parallelism));
            try (DownloadProcess process = DownloadProcess.start(link, directory, options, "-Xmx64m")) {
                assertThat(process.result()).isEqualTo("crc64 1073741824 0");
            }
            Path file = directory.resolve("object.bin");
            assertThat(file).hasSize(1024L * MIB);
            Files.delete(file);
        }
    }
}
