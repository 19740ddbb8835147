// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.TransferOptions;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A cancelled request is no longer looked at, whatever HttpClient throws at its cancellation. */
class StepTimeoutTest {

    @AutoClose("shutdownNow")
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private final Watch watch = new Watch(timer);
    private final Cancellation attempt = new Cancellation();
    private final AtomicInteger cancelled = new AtomicInteger();

    private HttpUriRequestBase begin() {
        Scheduling scheduling = new Scheduling(
                InstantSource.system(),
                System::nanoTime,
                (wait, ended) -> {},
                watch,
                Runnable::run,
                new Cancellation());
        Deadline never = new Deadline(scheduling, null, new Cancellation());
        return new StepTimeout(TransferOptions.DEFAULTS, never, attempt).begin();
    }

    @Test
    void cancellationIsCompleteAlthoughThePoolIsClosedAtThatMoment() {
        for (int request = 0; request < 2; request++) {
            begin().setDependency(() -> {
                cancelled.incrementAndGet();
                throw new IllegalStateException("Pool entry is not present in the set of leased entries");
            });
        }
        assertThat(watch.isIdle()).isFalse();

        attempt.cancel();

        assertThat(cancelled).hasValue(2);
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void requestThatIsCancelledBeforeItBeginsIsNotLookedAt() {
        attempt.cancel();

        begin().setDependency(() -> cancelled.incrementAndGet() > 0);

        assertThat(cancelled).hasValue(1);
        assertThat(watch.isIdle()).isTrue();
    }
}
