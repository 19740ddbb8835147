// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The number of idle connections of an origin is limited, and a lack of threads does not keep them open. */
@Timeout(30)
class IdleConnectionsTest {

    private static final Route ROUTE = new Route("http", "127.0.0.1", 80);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong nanoTime = new AtomicLong();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void oldestConnectionOfOriginIsClosedForAnother() {
        IdleConnections idle = new IdleConnections(nanoTime::get, timer, Runnable::run);
        List<Connection> added = new ArrayList<>();
        for (int i = 0; i < IdleConnections.MOST_OF_ORIGIN + 1; i++) {
            added.add(new Connection(false));
            idle.add(ROUTE, added.get(i));
        }
        assertClosed(added.get(0));
        for (int i = IdleConnections.MOST_OF_ORIGIN; i > 0; i--) {
            assertThat(idle.take(ROUTE)).isSameAs(added.get(i));
        }
        assertThat(idle.take(ROUTE)).isNull();
    }

    @Test
    void oldConnectionsAreClosedAfterLackOfThreads() throws Exception {
        CountDownLatch looks = new CountDownLatch(2);
        Executor firstWithoutThread = task -> {
            looks.countDown();
            if (looks.getCount() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        };
        IdleConnections idle = new IdleConnections(nanoTime::get, timer, firstWithoutThread);
        Connection connection = new Connection(false);
        idle.add(ROUTE, connection);
        nanoTime.set(Duration.ofMinutes(2).toNanos());
        looks.await();
        // Runs after the look on the same thread.
        timer.submit(() -> {}).get();
        assertClosed(connection);
    }

    private static void assertClosed(Connection connection) {
        assertThatThrownBy(() -> connection.bind(new Socket())).isInstanceOf(InterruptedIOException.class);
    }
}
