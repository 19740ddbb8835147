// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.osspresign.camel.monitor.ReadinessCheck;
import io.github.osspresign.sign.OssCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread renews the credentials. Other threads use the current ones while these are valid, and otherwise wait. */
@Timeout(60)
class RenewingCredentialsTest {

    private static final Instant NOW = Instant.parse("2024-11-12T09:27:56Z");
    private static final OssCredentials OLD = ending("OLD", Duration.ofHours(1));
    private static final OssCredentials NEW = ending("NEW", Duration.ofHours(3));
    private static final Duration ANY = Duration.ZERO;

    @AutoClose("shutdownNow")
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final Origin origin = new Origin();
    private final RenewingCredentials credentials = new RenewingCredentials(origin);

    @Test
    void findsFormerCredentialsById() {
        assertThat(credentials.find("OLD", NOW)).isEqualTo(OLD);
        assertThat(credentials.find("NEW", NOW)).isNull();
        origin.give(NEW);

        assertThat(at(Duration.ofMinutes(50), ANY)).isEqualTo(NEW);
        assertThat(credentials.find("NEW", NOW.plus(Duration.ofMinutes(50)))).isEqualTo(NEW);
        assertThat(credentials.find("OLD", NOW.plus(Duration.ofMinutes(50)))).isEqualTo(OLD);
        assertThat(credentials.find("NONE", NOW.plus(Duration.ofMinutes(50)))).isNull();
    }

    @Test
    void remembersTheLastHundredFormerCredentials() {
        for (int i = 0; i <= 101; i++) {
            origin.give(ending("KEY" + i, Duration.ofMinutes(i + 1)));
            at(Duration.ofMinutes(i), ANY);
        }
        Instant now = NOW.plus(Duration.ofMinutes(101));
        assertThat(credentials.find("KEY101", now)).isNotNull();
        assertThat(credentials.find("KEY1", now)).isNotNull();
        assertThat(credentials.find("KEY0", now)).isNull();
    }

    @Test
    void otherThreadsUseValidCredentialsDuringRenewal() throws Exception {
        assertThat(at(Duration.ZERO, ANY)).isEqualTo(OLD);
        origin.holdBack(NEW);
        Future<OssCredentials> renewing = start(() -> at(Duration.ofMinutes(50), ANY));
        origin.awaitQuestion();

        assertThat(at(Duration.ofMinutes(50), ANY)).isEqualTo(OLD);
        assertThat(at(Duration.ofMinutes(50), Duration.ofMinutes(10))).isEqualTo(OLD);

        origin.release();
        assertThat(renewing.get()).isEqualTo(NEW);
        assertThat(at(Duration.ofMinutes(50), ANY)).isEqualTo(NEW);
        assertThat(origin.questions()).isEqualTo(2);
    }

    @Test
    void otherThreadsWaitIfCredentialsExpireTooEarly() throws Exception {
        at(Duration.ZERO, ANY);
        origin.holdBack(NEW);
        Future<OssCredentials> renewing = start(() -> at(Duration.ofMinutes(50), ANY));
        origin.awaitQuestion();
        Future<OssCredentials> choosy = start(() -> at(Duration.ofMinutes(50), Duration.ofMinutes(11)));
        Future<OssCredentials> late = start(() -> at(Duration.ofHours(1), ANY));

        origin.release();
        assertThat(renewing.get()).isEqualTo(NEW);
        assertThat(choosy.get()).isEqualTo(NEW);
        assertThat(late.get()).isEqualTo(NEW);
        assertThat(origin.questions()).isEqualTo(2);
    }

    @Test
    void failedRenewalFailsAllWaitingThreads() throws Exception {
        at(Duration.ZERO, ANY);
        origin.holdBack(null);
        Future<OssCredentials> renewing = start(() -> at(Duration.ofHours(1), ANY));
        origin.awaitQuestion();
        CountDownLatch started = new CountDownLatch(1);
        Future<OssCredentials> waiting = start(() -> {
            started.countDown();
            return at(Duration.ofHours(1), ANY);
        });
        started.await();
        origin.release();
        origin.release();

        assertThatFailed(renewing);
        assertThatFailed(waiting);
    }

    private static void assertThatFailed(Future<OssCredentials> future) throws InterruptedException {
        try {
            throw new AssertionError(future.get());
        } catch (ExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("credentials: none today; the current ones expired at 2024-11-12T10:27:56Z");
        }
    }

    @Test
    void doesNotSignInTheLastSecond() {
        at(Duration.ZERO, ANY);
        origin.give(null);
        assertThat(at(Duration.ofHours(1).minusMillis(1001), ANY)).isEqualTo(OLD);
        assertThatIllegalStateException()
                .isThrownBy(() -> at(Duration.ofHours(1).minusSeconds(1), ANY));
    }

    @Test
    void refreshesCredentialsWithoutKnownExpiryPeriodically() {
        origin.give(OssCredentials.of("LASTING", "s"));
        at(Duration.ZERO, ANY);
        at(Duration.ofSeconds(29), Duration.ofDays(7));
        assertThat(origin.questions()).isEqualTo(1);
        origin.give(null);
        assertThat(at(Duration.ofSeconds(30), ANY).accessKeyId()).isEqualTo("LASTING");
        origin.give(NEW);
        assertThat(at(Duration.ofSeconds(60), ANY)).isEqualTo(NEW);
    }

    @Test
    void expiredCredentialsStayUnusedIfClockGoesBack() {
        at(Duration.ZERO, ANY);
        origin.give(NEW);
        assertThat(at(Duration.ofHours(1), ANY)).isEqualTo(NEW);
        assertThat(at(Duration.ofMinutes(-10), ANY)).isEqualTo(NEW);
    }

    @Test
    void asksForCredentialsWithoutKnownExpiryAgainAlthoughTheClockWasSetBack() {
        origin.give(OssCredentials.of("LASTING", "s"));
        at(Duration.ofDays(1), ANY);
        origin.give(NEW);
        assertThat(at(Duration.ZERO, ANY)).isEqualTo(NEW);
    }

    @Test
    void healthForgetsAFailureFromBeforeTheClockWasSetBack() {
        origin.give(null);
        assertThatIllegalStateException().isThrownBy(() -> at(Duration.ofDays(1), ANY));

        assertThat(health(Duration.ofDays(1))).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health(Duration.ZERO)).isEqualTo(HealthCheck.State.UP);
    }

    private HealthCheck.State health(Duration later) {
        ReadinessCheck check = new ReadinessCheck("credentials") {
            @Override
            protected void describe(HealthCheckResultBuilder result) {
                credentials.describe(result, NOW.plus(later));
            }
        };
        return check.call(Map.of()).getState();
    }

    private OssCredentials at(Duration later, Duration validity) {
        return credentials.credentials(NOW.plus(later), validity);
    }

    private Future<OssCredentials> start(Callable<OssCredentials> task) {
        return threads.submit(task);
    }

    private static OssCredentials ending(String name, Duration later) {
        return new OssCredentials(name, "s", "T", NOW.plus(later));
    }

    /** Returns configured credentials, immediately or when it is released. */
    private static final class Origin implements Supplier<OssCredentials> {

        private final AtomicInteger questions = new AtomicInteger();
        private final Semaphore asked = new Semaphore(0);
        private final Semaphore released = new Semaphore(0);
        private volatile @Nullable OssCredentials next = OLD;
        private volatile boolean held;

        void give(@Nullable OssCredentials credentials) {
            next = credentials;
        }

        void holdBack(@Nullable OssCredentials credentials) {
            next = credentials;
            asked.drainPermits();
            held = true;
        }

        void awaitQuestion() throws InterruptedException {
            assertThat(asked.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        }

        void release() {
            released.release();
        }

        int questions() {
            return questions.get();
        }

        @Override
        public OssCredentials get() {
            questions.incrementAndGet();
            asked.release();
            if (held) {
                released.acquireUninterruptibly();
            }
            if (next == null) {
                throw new IllegalStateException("credentials: none today");
            }
            return next;
        }
    }
}
