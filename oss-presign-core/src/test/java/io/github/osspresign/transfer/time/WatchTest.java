// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One round of looks serves all transfers, whatever one of them does. */
class WatchTest {

    @AutoClose("shutdownNow")
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private final Watch watch = new Watch(timer);

    @Test
    void lookThatFailsEndsAloneAndIsNotRepeated() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch rounds = new CountDownLatch(3);
        watch.add(() -> {
            failures.incrementAndGet();
            throw new AssertionError("condition of a caller");
        });
        watch.add(rounds::countDown);

        assertThat(rounds.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(failures).hasValue(1);
    }

    @Test
    void lookWithoutMemoryIsRepeated() throws Exception {
        CountDownLatch rounds = new CountDownLatch(3);
        watch.add(() -> {
            rounds.countDown();
            throw new OutOfMemoryError("unable to create native thread");
        });

        assertThat(rounds.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void lookThatIsAddedWhenAllHaveEndedRuns() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        Runnable look = first::countDown;
        watch.add(look);
        assertThat(first.await(1, TimeUnit.MINUTES)).isTrue();
        watch.remove(look);
        assertThat(watch.isIdle()).isTrue();
        // Behind the round that found no look any more.
        timer.schedule(() -> {}, 300, TimeUnit.MILLISECONDS).get();

        CountDownLatch second = new CountDownLatch(1);
        watch.add(second::countDown);

        assertThat(second.await(1, TimeUnit.MINUTES)).isTrue();
    }
}
