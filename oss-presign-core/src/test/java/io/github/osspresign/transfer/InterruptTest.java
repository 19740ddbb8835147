// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.file.CompletedRange;
import io.github.osspresign.transfer.file.Journal;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An interrupt loses nothing that has come, wherever it meets a download; {@code -Dinterrupt.seed=} repeats a plan. */
@Tag("slow")
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptTest {

    private static final int RUNS = Integer.getInteger("interrupt.runs", 8);
    private static final long SEED = Long.getLong("interrupt.seed", new Random().nextInt());

    private static final byte[] CONTENT = TestBytes.random(5_000_000);

    @TempDir
    Path directory;

    private @Nullable HostileServer server;

    @AfterEach
    void closeServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"crc64,1", "md5,1", "crc64,4", "md5,4"})
    void leavesNothingOrAPartFileThatTheNextDownloadResumes(String checksum, int parallelism) throws Exception {
        System.out.println("interrupt.seed=" + SEED);
        Random random = new Random(SEED);
        HostileServer serving = serving(checksum);
        PresignedLink link = PresignedLink.of("http://127.0.0.1:" + serving.port() + "/k");
        TransferOptions options =
                Links.options(with -> with.parallelism(parallelism).partSize(1_200_000));
        try (TransferClient client = TransferClient.builder().options(options).build()) {
            long began = System.nanoTime();
            client.download(Links.request(link, directory));
            client.download(Links.request(link, directory));
            long typical = (System.nanoTime() - began) / 2;
            Files.delete(directory.resolve("k"));
            int interrupted = 0;
            // The first downloads may be much slower than the later ones, which then end before the interrupt.
            for (int run = 0; run < RUNS || (interrupted == 0 && run < 20 * RUNS); run++) {
                long before = kept();
                Throwable failure = interruptedAfter((long) (typical * 1.3 * random.nextDouble()), client, link);
                String what = "run " + run + " of seed " + SEED;
                if (failure == null) {
                    assertThat(files()).as(what).containsExactly("k");
                    assertThat(directory.resolve("k")).as(what).hasBinaryContent(CONTENT);
                    Files.delete(directory.resolve("k"));
                } else {
                    interrupted++;
                    assertThat(failure)
                            .as(what)
                            .isInstanceOf(DownloadFailedException.class)
                            .hasMessageStartingWith("transfer was interrupted (");
                    assertThat(files()).as(what).isIn(List.of(), List.of("k.part", "k.part.json"));
                    assertThat(kept()).as(what).isGreaterThanOrEqualTo(before);
                }
            }
            long left = kept();
            Downloaded last = (Downloaded) client.download(Links.request(link, directory));
            assertThat(last.resumedBytes()).isEqualTo(left);
            assertThat(directory.resolve("k")).hasBinaryContent(CONTENT);
            assertThat(files()).containsExactly("k");
            assertThat(interrupted).isPositive();
        }
    }

    /** A thread that was interrupted before still has something to keep. */
    @Test
    void keepsWhatIsThereOfADownloadThatIsInterruptedFromTheStart() throws Exception {
        PresignedLink link =
                PresignedLink.of("http://127.0.0.1:" + serving("crc64").port() + "/k");
        try (TransferClient client =
                TransferClient.builder().options(Links.OPTIONS).build()) {
            DownloadRequest cut = DownloadRequest.of(
                    ObjectRequest.builder(link)
                            .listener(progress -> {
                                if (progress.bytes() > 3_000_000) {
                                    Thread.currentThread().interrupt();
                                }
                            })
                            .build(),
                    directory);
            assertThat(catchThrowable(() -> client.download(cut))).isInstanceOf(DownloadFailedException.class);
            assertThat(Thread.interrupted()).isTrue();
            long kept = kept();
            assertThat(kept).isGreaterThan(3_000_000);

            Thread.currentThread().interrupt();
            assertThat(catchThrowable(() -> client.download(Links.request(link, directory))))
                    .isInstanceOf(DownloadFailedException.class);
            assertThat(Thread.interrupted()).isTrue();

            assertThat(kept()).isEqualTo(kept);
            Downloaded last = (Downloaded) client.download(Links.request(link, directory));
            assertThat(last.resumedBytes()).isEqualTo(kept);
            assertThat(last.file()).hasBinaryContent(CONTENT);
        }
    }

    private static @Nullable Throwable interruptedAfter(long nanos, TransferClient client, PresignedLink link, Path to)
            throws InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>(false);
        Thread thread = new Thread(() -> {
            failure.set(catchThrowable(() -> client.download(Links.request(link, to))));
            flag.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.max(1, Math.min(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(1))));
        }
        thread.interrupt();
        thread.join(Duration.ofSeconds(30).toMillis());
        assertThat(thread.isAlive()).isFalse();
        Throwable failed = failure.get();
        assertThat(failed == null || flag.get())
                .as("the thread is still interrupted")
                .isTrue();
        return failed;
    }

    private @Nullable Throwable interruptedAfter(long nanos, TransferClient client, PresignedLink link)
            throws InterruptedException {
        return interruptedAfter(nanos, client, link, directory);
    }

    private long kept() {
        Journal journal = Journal.read(directory.resolve("k.part.json"));
        return journal == null
                ? 0
                : journal.ranges().stream().mapToLong(CompletedRange::length).sum();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private HostileServer serving(String checksum) throws Exception {
        String header = checksum.equals("crc64")
                ? "x-oss-hash-crc64ecma: " + TestBytes.crc64(CONTENT)
                : "Content-MD5: "
                        + Base64.getEncoder()
                                .encodeToString(MessageDigest.getInstance("MD5").digest(CONTENT));
        HostileServer serving = new HostileServer((request, wire) -> {
            String range = request.lines()
                    .filter(line -> line.startsWith("Range: bytes="))
                    .findFirst()
                    .orElse(null);
            int first = 0;
            int last = CONTENT.length - 1;
            if (range != null) {
                String[] ends = range.substring("Range: bytes=".length()).split("-", -1);
                first = Integer.parseInt(ends[0]);
                last = Math.min(last, Integer.parseInt(ends[1]));
            }
            wire.send(
                    "HTTP/1.1 " + (range == null ? "200 OK" : "206 Partial Content") + "\r\nETag: \"0123\"\r\n" + header
                            + "\r\nContent-Length: " + (last - first + 1) + "\r\n"
                            + (range == null
                                    ? ""
                                    : "Content-Range: bytes " + first + "-" + last + "/" + CONTENT.length + "\r\n")
                            + "Connection: close\r\n\r\n");
            wire.out().write(CONTENT, first, last - first + 1);
        });
        server = serving;
        return serving;
    }
}
