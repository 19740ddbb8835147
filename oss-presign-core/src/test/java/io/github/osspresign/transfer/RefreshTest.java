// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.WaitingThreads;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.TransferProgress;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link that ends too early is replaced by a fresh one to the same object, and the download goes on. */
class RefreshTest extends DevServerTestSupport {

    private static final int SIZE = 3_000_000;

    private final List<PresignedLink> ended = new ArrayList<>();

    @Test
    void aLinkThatHasEndedIsNotEvenSent() throws Exception {
        byte[] content = store(SIZE);
        PresignedLink old = link();
        clock.set(Duration.ofHours(2));

        Downloaded result = download(patient(), request(old, link -> link()));

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(ended).containsExactly(old);
        assertThat(statuses()).containsExactly(200);
    }

    @Test
    void linkThatTheServiceCallsExpiredIsReplaced() throws Exception {
        byte[] content = store(SIZE);
        server.inject(new Fault.ExpiredEarly());

        Downloaded result = download(patient(), request(link(), link -> fresh()));

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(statuses()).containsExactly(403, 200);
    }

    @Test
    void resumesFromTheLastByteWithAFreshLink() throws Exception {
        byte[] content = store(SIZE);
        server.inject(new Fault.CutBodyAfter(2_000_000));
        server.inject(new Fault.ExpiredEarly());

        Downloaded result = download(patient(with -> with.parallelism(1)), request(link(), link -> fresh()));

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(sent("Range")).containsExactly("-", "bytes=2000000-2999999", "bytes=2000000-2999999");
        assertThat(server.requests().get(2).target())
                .isNotEqualTo(server.requests().get(1).target());
        assertThat(sent("If-Match").get(2)).isEqualTo("\"" + result.object().etag() + "\"");
    }

    @Test
    void linkThatEndsBetweenRangesIsReplaced() throws Exception {
        byte[] content = store(SIZE);
        PresignedLink old = link();
        ProgressListener slow = progress -> {
            if (progress.bytes() < 1_200_000) {
                clock.set(Duration.ofHours(2));
            }
        };
        LinkRefresher refresher = link -> {
            ended.add(link);
            return fresh();
        };
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(old).listener(slow).refresher(refresher).build(), directory);

        Downloaded result = download(patient(with -> with.partSize(100_000)), request);

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.verified()).isEqualTo(VerifiedBy.crc64);
        assertThat(ended).containsExactly(old);
    }

    @Test
    void aLinkThatIsAboutToEndIsReplacedBeforeTheNextRange() throws Exception {
        byte[] content = store(SIZE);
        PresignedLink old = link();
        ProgressListener slow = progress -> {
            if (progress.bytes() < 1_200_000) {
                clock.set(Duration.ofMinutes(59).plusSeconds(45));
            }
        };
        DownloadRequest request = request(old, slow, link -> fresh());

        Downloaded result = download(patient(with -> with.partSize(100_000)), request);

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(ended).containsExactly(old);
        // No response in progress has been thrown away for it.
        assertThat(statuses()).hasSize(30).containsOnly(206);
        assertThat(sent("Range")).doesNotHaveDuplicates();
        assertThat(server.requests().stream().map(RecordedRequest::target).distinct())
                .hasSize(2);
    }

    @Test
    void expiredRangeDoesNotStopOtherRanges() throws Exception {
        byte[] content = store(SIZE);
        server.inject(
                new Fault.ExpiredEarly(),
                1,
                request -> request.headers().get("Range").contains("bytes=1500000-1599999"));

        Downloaded result = download(patient(with -> with.partSize(100_000)), request(link(), link -> fresh()));

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(ended).hasSize(1);
        assertThat(statuses()).hasSize(31).containsOnlyOnce(403);
    }

    @Test
    void expiryWithoutRefresherReportsBytesAndALaterDownloadResumes() throws Exception {
        byte[] content = store(SIZE);
        ProgressListener slow = progress -> clock.set(Duration.ofHours(2));
        DownloadRequest request = request(link(), slow, null);
        TransferOptions options = patient(with -> with.partSize(100_000));

        LinkExpiredException failure =
                catchThrowableOfType(LinkExpiredException.class, () -> download(options, request));

        assertThat(failure.bytesSoFar()).isBetween(1_000_000L, SIZE - 1L);
        assertThat(failure).hasMessageContaining("ago, at " + Links.NOW.plus(Duration.ofHours(1)));
        Downloaded result = download(options, request(link(), null));
        assertThat(result.resumedBytes()).isGreaterThanOrEqualTo(failure.bytesSoFar());
        assertThat(result.file()).hasBinaryContent(content);
    }

    /** On the real clock, with links that live two seconds and bytes that take about five. */
    @Test
    void aDownloadMayOutliveItsLinks() throws Exception {
        byte[] content = TestBytes.random(SIZE);
        TransferOptions slow = patient(
                with -> with.partSize(100_000).maxBytesPerSecond(600_000).stallTimeout(Duration.ofMinutes(1)));
        Clock real = Clock.systemUTC();
        try (OssDevServer service =
                        OssDevServer.builder().bucket(BUCKET).clock(real).start();
                TransferClient client =
                        TransferClient.builder().options(slow).clock(real).build()) {
            service.putObject(BUCKET, KEY, content);
            Duration life = Duration.ofSeconds(2);
            DownloadRequest request =
                    request(link(service, KEY, life, real.instant()), old -> link(service, KEY, life, real.instant()));

            Downloaded result = (Downloaded) client.download(request);

            assertThat(result.file()).hasBinaryContent(content);
            assertThat(result.verified()).isEqualTo(VerifiedBy.crc64);
            assertThat(result.attempts()).isEqualTo(1);
            assertThat(ended).isNotEmpty();
        }
    }

    @Test
    void aWaitMayOutliveALinkThatCanBeReplaced() throws Exception {
        byte[] content = store(SIZE);
        PresignedLink old = link();
        clock.advance(Duration.ofMinutes(59).plusSeconds(50));
        server.inject(new Fault.StatusError(503, "ServiceUnavailable", "no", java.util.Map.of("Retry-After", "30")));

        assertThat(download(patient(), request(old, link -> fresh())).file()).hasBinaryContent(content);
        assertThat(statuses()).containsExactly(503, 200);
    }

    @Test
    void aFreshLinkThatHasEndedTooIsAFailure() {
        store(SIZE);
        PresignedLink old = link();
        clock.set(Duration.ofHours(2));

        assertThatThrownBy(() -> download(patient(), request(old, link -> old)))
                .isInstanceOf(LinkExpiredException.class);

        assertThat(ended).hasSize(1);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void sourceOfFreshLinksMayBeAwayForAWhile() throws Exception {
        byte[] content = store(SIZE);
        PresignedLink old = link();
        clock.set(Duration.ofHours(2));
        AtomicInteger asked = new AtomicInteger();

        Downloaded result = download(patient(), request(old, link -> {
            if (asked.getAndIncrement() == 0) {
                throw new IOException("away");
            }
            return fresh();
        }));

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(asked).hasValue(2);
    }

    @Test
    void receivedBytesAreKeptWhenNoFreshLinkIsAvailable() throws Exception {
        store(SIZE);
        server.inject(new Fault.CutBodyAfter(2_000_000));
        TransferOptions options = patient(with -> with.parallelism(1));
        ProgressListener late = progress -> clock.set(Duration.ofHours(2));
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(link())
                        .listener(late)
                        .refresher(link -> {
                            throw new IOException("away");
                        })
                        .build(),
                directory);

        assertThatThrownBy(() -> download(options, request))
                .isInstanceOfSatisfying(
                        DownloadFailedException.class,
                        e -> assertThat(e.isRetryable()).isTrue());

        assertOnly("object.bin.part", "object.bin.part.json");
    }

    @Test
    void aFreshLinkToAnotherObjectIsRefused() {
        store(SIZE);
        server.putObject(BUCKET, "other", new byte[10]);
        server.inject(new Fault.ExpiredEarly());

        assertThatThrownBy(() -> download(patient(), request(link(), link -> link("other"))))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("key of the fresh link: must be 'dir/object.bin', was 'other' (");

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anotherObjectUnderTheSameKeyStartsFromTheBeginning() throws Exception {
        store(SIZE);
        byte[] other = TestBytes.random(SIZE - 1);
        server.inject(new Fault.CutBodyAfter(2_000_000));
        server.inject(new Fault.ExpiredEarly());
        LinkRefresher refresher = link -> {
            server.putObject(BUCKET, KEY, other);
            return fresh();
        };

        Downloaded result = download(patient(with -> with.parallelism(1)), request(link(), refresher));

        assertThat(result.file()).hasBinaryContent(other);
    }

    @Test
    void aRefresherThatFailsEndsTheDownloadWithoutALeak() {
        store(SIZE);
        PresignedLink old = link();
        clock.set(Duration.ofHours(2));
        LinkRefresher failing = link -> {
            throw new IOException("cannot renew " + link.url());
        };

        DownloadFailedException failure =
                catchThrowableOfType(DownloadFailedException.class, () -> download(patient(), request(old, failing)));

        assertThat(Throwables.getStackTrace(failure))
                .contains("no fresh link is available: IOException: cannot renew ")
                .doesNotContain(old.url().replaceAll(".*x-oss-signature=", ""));
    }

    @Test
    void aRefusalIsTheEndOfTheLinkAndTellsTheReason() {
        store(SIZE);
        PresignedLink old = link();
        clock.set(Duration.ofHours(2));
        LinkRefresher refusing = link -> {
            throw new RenewalRefusedException(
                    "nobody signed " + link.url(), FailureContext.beforeResponse(link.maskedUrl()));
        };

        LinkExpiredException failure =
                catchThrowableOfType(LinkExpiredException.class, () -> download(patient(), request(old, refusing)));

        assertThat(Throwables.getStackTrace(failure))
                .contains("; not renewed: nobody signed ")
                .doesNotContain(old.url().replaceAll(".*x-oss-signature=", ""));
        assertThat(failure).hasMessageContaining("ago, at " + old.expiresAt());
        assertThat(failure.isRetryable()).isFalse();
        assertThat(ended).hasSize(1);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aLinkThatStillLivesOutlivesARefusal() throws Exception {
        byte[] content = store(SIZE);
        PresignedLink old = link();
        clock.set(Duration.ofMinutes(59).plusSeconds(45));

        Downloaded result = download(patient(), request(old, link -> {
            throw new RenewalRefusedException("no", FailureContext.beforeResponse(link.maskedUrl()));
        }));

        assertThat(result.file()).hasBinaryContent(content);
    }

    @Test
    void theObjectIsTheOneThatTheUrlShows() {
        store(SIZE);
        server.putObject(BUCKET, "other", new byte[10]);
        PresignedLink url = link();
        PresignedLink claiming = PresignedLink.builder(url.url())
                .requiredHeaders(java.util.Map.of())
                .expiresAt(url.expiresAt())
                .bucket(BUCKET)
                .key("other")
                .build();
        clock.set(Duration.ofHours(2));

        assertThatThrownBy(() -> download(patient(), request(claiming, link -> link("other"))))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("key of the fresh link");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aFreshLinkKeepsTheVersionOfTheUrl() {
        store(SIZE);
        PresignedLink pinned = PresignedLink.of(link().url() + "&versionId=v1");
        clock.set(Duration.ofHours(2));

        assertThatThrownBy(() -> download(patient(), request(pinned, link -> link())))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("version of the fresh link");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failedRefreshIsTheFailureOfAllRangesThatWaitForIt(boolean refused) {
        store(SIZE);
        Expiring transfer = new Expiring(refused);
        TransferOptions options = Links.options(with -> with.parallelism(16).partSize(100_000));
        DownloadRequest request = request(link(), transfer, transfer::fail);

        assertThatThrownBy(() -> download(options, request))
                .isInstanceOf(refused ? LinkExpiredException.class : DownloadFailedException.class);

        assertThat(transfer.calls).hasValue(1);
    }

    @Test
    void interruptEndsTheWaitForAFreshLinkThatOtherRangesWaitFor() throws Exception {
        store(SIZE);
        Expiring transfer = new Expiring(false);
        TransferOptions options = Links.options(with -> with.parallelism(16).partSize(100_000));
        CountDownLatch late = new CountDownLatch(1);
        DownloadRequest request = request(link(), transfer, ended -> {
            transfer.awaitAll();
            awaitUninterruptibly(late);
            throw new IOException("late");
        });
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread downloading = new Thread(() -> failure.complete(catchThrowable(() -> download(options, request))));

        downloading.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> transfer.waiting);
        downloading.interrupt();

        try {
            assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(DownloadFailedException.class);
        } finally {
            late.countDown();
            downloading.join();
        }
    }

    /** Lets the link of a transfer expire before the second range is requested, and fails to renew it when several ranges wait. */
    private final class Expiring implements ProgressListener {

        private final AtomicInteger calls = new AtomicInteger();
        private final boolean refused;
        private volatile boolean waiting;

        Expiring(boolean refused) {
            this.refused = refused;
        }

        @Override
        public void responseReceived(Instant serviceTime) {
            clock.set(Duration.ofHours(2));
        }

        @Override
        public void progress(TransferProgress progress) {}

        PresignedLink fail(PresignedLink ended) throws IOException {
            if (calls.incrementAndGet() == 1) {
                awaitAll();
            }
            if (refused) {
                throw new RenewalRefusedException("no", FailureContext.beforeResponse(ended.maskedUrl()));
            }
            throw new IOException("away");
        }

        /** Waits until at least eight ranges wait for the fresh link. */
        void awaitAll() {
            await().atMost(Duration.ofSeconds(60)).until(() -> WaitingThreads.in("RefreshableLink") >= 8);
            waiting = true;
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean ended = false;
        while (!ended) {
            try {
                ended = latch.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // As a client that does not react to interrupts.
                ended = false;
            }
        }
    }

    private PresignedLink fresh() {
        clock.advance(Duration.ofSeconds(1));
        return link();
    }

    private DownloadRequest request(PresignedLink link, @Nullable LinkRefresher refresher) {
        return request(link, ProgressListener.NONE, refresher);
    }

    private DownloadRequest request(PresignedLink link, ProgressListener progress, @Nullable LinkRefresher refresher) {
        LinkRefresher remembering = refresher == null
                ? null
                : old -> {
                    ended.add(old);
                    return refresher.refresh(old);
                };
        return DownloadRequest.of(
                ObjectRequest.builder(link)
                        .listener(progress)
                        .refresher(remembering)
                        .build(),
                directory);
    }
}
