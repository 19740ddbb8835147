// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.test.OwnThread;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Timeouts and the rate limit follow the time that passes, not the clock. */
class ClockJumpTest extends DevServerTestSupport {

    private static final int SIZE = 3_000_000;

    @Test
    void clockSetForwardDoesNotEndADownload() throws Exception {
        byte[] content = store(SIZE);
        TransferOptions options = patient(with -> with.transferTimeout(Duration.ofMinutes(1)));

        Downloaded result = download(options, request(progress -> clock.set(Duration.ofMinutes(10))));

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.duration()).isZero();
    }

    @Test
    void clockSetBackDoesNotProlongADownload() {
        store(SIZE);
        TransferOptions options =
                patient(with -> with.transferTimeout(Duration.ofSeconds(10)).maxBytesPerSecond(100_000));
        AtomicBoolean first = new AtomicBoolean(true);
        ProgressListener setsBack = progress -> {
            if (first.getAndSet(false)) {
                clock.set(Duration.ofHours(-1));
            }
        };

        assertThatThrownBy(() -> download(options, request(setsBack)))
                .hasMessageStartingWith("transfer did not end within 10 seconds (transferTimeout)");
    }

    @Test
    void clockSetBackDoesNotHoldBytesBack() throws Exception {
        byte[] content = store(SIZE);
        TransferOptions options = patient(with -> with.maxBytesPerSecond(1_000_000));
        try (TransferClient client = client(options)) {
            client.download(Links.request(link(), directory));
            clock.set(Duration.ofHours(-1));

            Downloaded result = (Downloaded) client.download(Links.request(link(), directory));

            assertThat(result.file()).hasBinaryContent(content);
            assertThat(waits).isNotEmpty().allSatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(1)));
        }
    }

    /** On the real clock. */
    @Test
    void cancelledDownloadsGiveUpTheirShareOfTheRate() throws Exception {
        TransferOptions slow =
                Links.options(with -> with.maxBytesPerSecond(100_000).stallTimeout(Duration.ofSeconds(30)));
        try (OssDevServer service = OssDevServer.builder().bucket(BUCKET).start();
                TransferClient client = TransferClient.builder()
                        .options(slow)
                        .clock(Clock.systemUTC())
                        .build()) {
            service.putObject(BUCKET, KEY, TestBytes.random(SIZE));
            service.putObject(BUCKET, "small", new byte[1000]);
            Cancellation cancellation = new Cancellation();
            List<CompletableFuture<Void>> cancelled = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                DownloadRequest request = DownloadRequest.of(
                        ObjectRequest.builder(link(
                                        service,
                                        KEY,
                                        Duration.ofHours(1),
                                        Clock.systemUTC().instant()))
                                .fileName("object-" + i)
                                .build(),
                        directory);
                cancelled.add(CompletableFuture.runAsync(() -> run(client, request, cancellation), OwnThread::start));
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.requests().size() == 16);
            cancellation.cancel();
            CompletableFuture.allOf(cancelled.toArray(CompletableFuture[]::new))
                    .handle((done, failure) -> null)
                    .join();

            Downloaded small = (Downloaded) client.download(Links.request(
                    link(
                            service,
                            "small",
                            Duration.ofHours(1),
                            Clock.systemUTC().instant()),
                    directory));

            assertThat(small.attempts()).isEqualTo(1);
            assertThat(small.duration()).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void run(TransferClient client, DownloadRequest request, Cancellation cancellation) {
        try {
            client.download(request, cancellation);
        } catch (OssPresignException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DownloadRequest request(ProgressListener listener) {
        return DownloadRequest.of(
                ObjectRequest.builder(link()).listener(listener).build(), directory);
    }
}
