// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.OwnThread;
import io.github.osspresign.test.SettableClock;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.file.AbandonedFiles;
import io.github.osspresign.transfer.file.FreeSpace;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.time.RateLimiter;
import io.github.osspresign.transfer.time.Scheduling;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A request gets a link that will live to see it, and no more fresh links are asked for than that takes. */
class RefreshableLinkTest {

    private final SettableClock clock = new SettableClock(Links.NOW);
    private final Cancellation attempt = new Cancellation();
    private final ReceivedBytes received = new ReceivedBytes();
    private final List<PresignedLink> ended = Collections.synchronizedList(new ArrayList<>());
    private int made;

    @Test
    void aLinkIsReplacedShortlyBeforeItsEnd() throws Exception {
        PresignedLink old = link(Duration.ofHours(1));
        RefreshableLink living = living(old, link -> link(Duration.ofHours(1)));

        clock.advance(Duration.ofMinutes(59).plusSeconds(30));
        assertThat(living.usable(attempt).link()).isSameAs(old);
        clock.advance(Duration.ofSeconds(1));
        PresignedLink fresh = living.usable(attempt).link();

        assertThat(fresh).isNotSameAs(old);
        assertThat(living.usable(attempt).link()).isSameAs(fresh);
        assertThat(living.link()).isSameAs(fresh);
        assertThat(ended).containsExactly(old);
    }

    @Test
    void aLinkWithoutAnEndIsNotReplaced() throws Exception {
        PresignedLink endless = link(null);
        RefreshableLink living = living(endless, link -> link(Duration.ofHours(1)));
        clock.advance(Duration.ofDays(1000));

        assertThat(living.usable(attempt).link()).isSameAs(endless);
        assertThat(ended).isEmpty();
    }

    @Test
    void aShortLifeDoesNotCostALinkForEachRequest() throws Exception {
        RefreshableLink living = living(link(Duration.ofSeconds(20)), link -> link(Duration.ofSeconds(20)));

        for (int request = 0; request < 100; request++) {
            living.usable(attempt);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(ended).hasSizeBetween(5, 10);
    }

    @Test
    void aRefresherThatKeepsALinkIsNotAskedEachTime() throws Exception {
        PresignedLink kept = link(Duration.ofSeconds(20));
        RefreshableLink living = living(kept, link -> kept);

        for (int request = 0; request < 200; request++) {
            assertThat(living.usable(attempt).link()).isEqualTo(kept);
            clock.advance(Duration.ofMillis(100));
        }

        assertThat(ended).hasSizeLessThan(12);
    }

    @Test
    void aFreshLinkThatIsNotYetAvailableIsNotMissed() throws Exception {
        PresignedLink old = link(Duration.ofHours(1));
        RefreshableLink living = living(old, link -> {
            throw new IOException("not now");
        });

        clock.advance(Duration.ofMinutes(59).plusSeconds(50));
        assertThat(living.usable(attempt).link()).isSameAs(old);
        assertThat(living.usable(attempt).link()).isSameAs(old);
        assertThat(ended).hasSize(1);

        clock.advance(Duration.ofSeconds(11));
        assertThatThrownBy(() -> living.usable(attempt))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("no fresh link is available: IOException: not now");
        assertThat(ended).hasSize(2);
    }

    @Test
    void aRefresherThatJoinsAFailedFutureHasNoFreshLink() throws Exception {
        RefreshableLink living = living(
                link(Duration.ofHours(1)),
                link -> CompletableFuture.<PresignedLink>failedFuture(new IOException("not now"))
                        .join());
        clock.advance(Duration.ofHours(2));

        assertThatThrownBy(() -> living.usable(attempt))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("no fresh link is available: IOException: not now");
    }

    @Test
    void aFreshLinkThatIsLateDoesNotHoldUpOneThatLives() throws Exception {
        PresignedLink old = link(Duration.ofHours(1));
        CountDownLatch late = new CountDownLatch(1);
        PresignedLink fresh = link(Duration.ofHours(2));
        RefreshableLink living = living(
                old,
                link -> {
                    awaitLong(late);
                    return fresh;
                },
                task -> new Thread(task).start());
        clock.advance(Duration.ofMinutes(59).plusSeconds(50));

        long begun = System.nanoTime();
        assertThat(living.usable(attempt).link()).isSameAs(old);
        assertThat(living.usable(attempt).link()).isSameAs(old);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        late.countDown();

        await().untilAsserted(() -> assertThat(living.usable(attempt).link()).isEqualTo(fresh));
        assertThat(ended).containsExactly(old);
    }

    @Test
    void anEndedLinkWaitsForARenewalInProgress() throws Exception {
        PresignedLink old = link(Duration.ofHours(1));
        CountDownLatch late = new CountDownLatch(1);
        PresignedLink fresh = link(Duration.ofHours(2));
        RefreshableLink living = living(
                old,
                link -> {
                    awaitLong(late);
                    return fresh;
                },
                task -> new Thread(task).start());
        clock.advance(Duration.ofMinutes(59).plusSeconds(50));
        assertThat(living.usable(attempt).link()).isSameAs(old);
        clock.advance(Duration.ofMinutes(1));

        CompletableFuture<PresignedLink> used = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return living.usable(attempt).link();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                OwnThread::start);
        late.countDown();

        assertThat(used.get(20, TimeUnit.SECONDS)).isEqualTo(fresh);
        assertThat(ended).containsExactly(old);
    }

    @Test
    void oneThatIsOfNoUseIsNotTakenBeforeItMustBe() throws Exception {
        PresignedLink old = link(Duration.ofHours(1));
        for (PresignedLink useless :
                List.of(link(Duration.ofSeconds(-1)), PresignedLink.of("https://elsewhere.example/a"), post())) {
            RefreshableLink living = living(old, link -> useless);
            clock.advance(Duration.ofMinutes(59).plusSeconds(50).minus(Duration.between(Links.NOW, clock.instant())));
            assertThat(living.usable(attempt).link()).isSameAs(old);
        }
    }

    @Test
    void whatIsMadeFromTheObjectIsNotTheObject() {
        PresignedLink old = link(Duration.ofHours(1));
        RefreshableLink living = living(old, link -> PresignedLink.of(link.url() + "&x-oss-process=image/resize,w_1"));
        clock.advance(Duration.ofHours(2));

        assertThatThrownBy(() -> living.usable(attempt))
                .hasMessageStartingWith("content of the fresh link: must be 'object', was 'output of x-oss-process' (");
    }

    @Test
    void aSecondLinkInARowWithoutProgressIsOneTooMany() throws Exception {
        PresignedLink old = link(Duration.ofHours(1));
        RefreshableLink living = living(old, link -> link(Duration.ofHours(1)));
        LinkExpiredException expired = expired(living);

        living.renew(old, expired, attempt);
        PresignedLink second = living.link();
        assertThatThrownBy(() -> living.renew(second, expired, attempt)).isSameAs(expired);

        received.receive(1);
        living.renew(second, expired, attempt);
        assertThat(living.link()).isNotSameAs(second);

        PresignedLink third = living.link();
        // Bytes that have been thrown away are no new ones when they come again.
        received.discard();
        assertThatThrownBy(() -> living.renew(third, expired, attempt)).isSameAs(expired);
        assertThat(ended).containsExactly(old, second);
    }

    @Test
    void manyThreadsCostOneLink() throws Exception {
        PresignedLink old = link(Duration.ofHours(1));
        RefreshableLink living = living(old, link -> link(Duration.ofHours(1)));
        LinkExpiredException expired = expired(living);
        Callable<PresignedLink> asking = () -> {
            living.renew(old, expired, attempt);
            return living.usable(attempt).link();
        };
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (Future<PresignedLink> got : threads.invokeAll(Collections.nCopies(16, asking))) {
                assertThat(got.get()).isSameAs(living.link()).isNotSameAs(old);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ended).containsExactly(old);
    }

    @Test
    void otherThreadsUseTheLinkWhileOneThreadReplacesItEarly() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch overtaken = new CountDownLatch(1);
        PresignedLink old = link(Duration.ofHours(1));
        RefreshableLink living = living(old, link -> {
            asked.countDown();
            awaitLong(overtaken);
            return link(Duration.ofHours(1));
        });
        clock.advance(Duration.ofMinutes(59).plusSeconds(31));

        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<PresignedLink> first =
                    threads.submit(() -> living.usable(attempt).link());
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            Future<PresignedLink> second =
                    threads.submit(() -> living.usable(attempt).link());

            assertThat(second.get(60, TimeUnit.SECONDS)).isSameAs(old);
            overtaken.countDown();
            assertThat(first.get(60, TimeUnit.SECONDS)).isNotSameAs(old);
        } finally {
            threads.shutdownNow();
        }
        assertThat(ended).containsExactly(old);
    }

    @Test
    void theOneBeforeStaysASecret() throws Exception {
        PresignedLink old = link(Duration.ofHours(1));
        RefreshableLink living = living(old, link -> link(Duration.ofHours(1)));
        living.renew(old, expired(living), attempt);

        for (PresignedLink link : List.of(old, living.link())) {
            String signature = link.url().replaceAll(".*x-oss-signature=", "");
            assertThat(living.failures().clean("so you are " + signature)).doesNotContain(signature);
        }
    }

    @Test
    void howFarItCameIsSaid() {
        received.receive(4711);
        RefreshableLink living = living(link(Duration.ofHours(1)), null);
        clock.advance(Duration.ofHours(2));

        assertThatThrownBy(() -> living.usable(attempt))
                .isInstanceOfSatisfying(LinkExpiredException.class, e -> {
                    assertThat(e.bytesSoFar()).isEqualTo(4711);
                    assertThat(e).hasMessageContaining("ago, at " + Links.NOW.plus(Duration.ofHours(1)));
                })
                .hasMessageContaining("4711 bytes so far");
    }

    private static void awaitLong(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("no link");
        }
    }

    private RefreshableLink living(PresignedLink first, @Nullable LinkRefresher refresher) {
        return living(first, refresher, Runnable::run);
    }

    private RefreshableLink living(PresignedLink first, @Nullable LinkRefresher refresher, Executor threads) {
        LinkRefresher remembering = refresher == null
                ? null
                : old -> {
                    ended.add(old);
                    return refresher.refresh(old);
                };
        // No request is sent here.
        TransferContext shared = new TransferContext(
                Links.OPTIONS,
                null,
                new Scheduling(
                        clock,
                        clock::nanoTime,
                        (wait, until) -> clock.advance(wait),
                        null,
                        threads,
                        new Cancellation()),
                new Random(1),
                new RateLimiter(1, clock::nanoTime),
                FreeSpace.OF_THE_SYSTEM,
                new AbandonedFiles());
        Transfer transfer = shared.start(new Cancellation(), ProgressListener.NONE);
        return new RefreshableLink(transfer, RefreshableLink.Use.DOWNLOAD, first, remembering, received);
    }

    private LinkExpiredException expired(RefreshableLink living) {
        return new LinkExpiredException(null, clock.instant(), living.failures().context());
    }

    /** Returns a link with a signature that no other link has. */
    private synchronized PresignedLink link(@Nullable Duration life) {
        made++;
        String signature = Integer.toString(made).repeat(64).substring(0, 64);
        String url = "http://127.0.0.1:1/a?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-signature=" + signature;
        Instant end = life == null ? null : clock.instant().plus(life);
        return PresignedLink.builder(url).expiresAt(end).build();
    }

    private static PresignedLink post() {
        return Links.withMethod(PresignedLink.of("http://127.0.0.1:1/a"), "POST");
    }

    /** Progress of a download. */
    private static final class ReceivedBytes implements Progress {
        private long valid;
        private long discarded;

        synchronized void receive(long bytes) {
            valid = bytes;
        }

        synchronized void discard() {
            discarded += valid;
            valid = 0;
        }

        @Override
        public synchronized long bytes() {
            return valid;
        }

        @Override
        public synchronized long total() {
            return discarded + valid;
        }
    }
}
