// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.time.Deadline;
import io.github.osspresign.transfer.time.Scheduling;
import io.github.osspresign.transfer.time.Watch;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A cancelled request is no longer looked at, and closes the connection that it has, and no other. */
class StepTimeoutTest {

    @AutoClose("shutdownNow")
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private final Watch watch = new Watch(timer);
    private final Cancellation attempt = new Cancellation();
    private final List<String> closed = new ArrayList<>();

    private StepTimeout begin() {
        return begin(TransferOptions.DEFAULTS, Runnable::run);
    }

    private StepTimeout begin(TransferOptions options, Executor workers) {
        Scheduling scheduling = new Scheduling(
                InstantSource.system(), System::nanoTime, (wait, ended) -> {}, watch, workers, new Cancellation());
        Deadline never = new Deadline(scheduling, null, new Cancellation());
        StepTimeout timeout = new StepTimeout(options, never, attempt);
        timeout.begin();
        return timeout;
    }

    private ModalCloseable connection(String name) {
        return new ModalCloseable() {
            @Override
            public void close(CloseMode mode) {
                closed.add(name + " " + mode);
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }

    @Test
    void cancellationClosesTheLastConnection() throws Exception {
        StepTimeout timeout = begin();
        timeout.guard(connection("given up"));
        timeout.guard(connection("used"));
        assertThat(watch.isIdle()).isFalse();

        attempt.cancel();

        assertThat(closed).containsExactly("used IMMEDIATE");
        assertThat(timeout.release()).isFalse();
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void connectionThatIsClosedBeforeItHasASocketClosesTheSocket() throws Exception {
        Connection connection = new Connection(false);
        connection.close(CloseMode.IMMEDIATE);
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> connection.bind(socket)).isInstanceOf(IOException.class);
            assertThat(socket.isClosed()).isTrue();
        }
    }

    /** The step may end before its connection is closed. */
    @Test
    void stallIsRememberedWhileNoThreadClosesTheConnection() throws Exception {
        BlockingQueue<Runnable> late = new LinkedBlockingQueue<>();
        StepTimeout timeout = begin(
                TransferOptions.builder().stallTimeout(Duration.ofMillis(1)).build(), late::add);
        timeout.expectProgress();
        assertThat(late.poll(1, TimeUnit.MINUTES)).isNotNull();
        timeout.expectNothing();

        CountDownLatch rounds = new CountDownLatch(3);
        watch.add(rounds::countDown);
        assertThat(rounds.await(1, TimeUnit.MINUTES)).isTrue();

        assertThat(timeout.stalled()).isTrue();
    }

    @Test
    void connectionThatIsReleasedStaysOpen() throws Exception {
        StepTimeout timeout = begin();
        timeout.guard(connection("reused"));

        assertThat(timeout.release()).isTrue();
        attempt.cancel();
        timeout.close();

        assertThat(timeout.release()).isFalse();
        assertThat(closed).isEmpty();
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void requestThatIsCancelledBeforeItBeginsGetsNoConnectionAndIsNotLookedAt() {
        attempt.cancel();
        StepTimeout timeout = begin();

        assertThatThrownBy(() -> timeout.guard(connection("late"))).isInstanceOf(IOException.class);

        assertThat(closed).containsExactly("late IMMEDIATE");
        assertThat(watch.isIdle()).isTrue();
    }
}
