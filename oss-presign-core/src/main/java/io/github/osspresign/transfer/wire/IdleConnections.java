// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Connections that wait for their next request, a limited number of each origin, for one minute at most. Thread-safe. */
public final class IdleConnections implements AutoCloseable {

    private static final long KEEP_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long LOOK_SECONDS = 1;

    /** Maximum number of connections of an origin: as many as one object uses at most. */
    static final int MOST_OF_ORIGIN = 64;

    private record Idle(Connection connection, long since) {}

    /** The connections by the origin of their route, the one used last at the end. */
    private final Map<String, Deque<Idle>> idle = new ConcurrentHashMap<>();

    private final LongSupplier nanoTime;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    /** Whether the next look at the connections is scheduled. */
    private final AtomicBoolean looks = new AtomicBoolean();

    private volatile boolean closed;

    /**
     * Creates a pool without connections.
     *
     * @param nanoTime monotonic time in nanoseconds
     * @param timer starts tasks that do not block
     * @param workers run tasks that may block, such as closing a connection
     */
    public IdleConnections(LongSupplier nanoTime, ScheduledExecutorService timer, Executor workers) {
        this.nanoTime = nanoTime;
        this.timer = timer;
        this.workers = workers;
    }

    /** Keeps a connection for the next request instead of the oldest one; after the end of its client, closes it. */
    void add(Route route, Connection connection) {
        Idle added = new Idle(connection, nanoTime.getAsLong());
        List<Idle> replaced = new ArrayList<>(1);
        idle.compute(route.origin(), (key, connections) -> {
            Deque<Idle> all = connections == null ? new ArrayDeque<>() : connections;
            all.addLast(added);
            if (all.size() > MOST_OF_ORIGIN) {
                replaced.add(all.removeFirst());
            }
            return all;
        });
        replaced.forEach(oldest -> oldest.connection().close(CloseMode.IMMEDIATE));
        if (closed) {
            close(all -> true, CloseMode.IMMEDIATE);
        } else {
            look();
        }
    }

    /** Takes the connection that was used last, {@code null} if there is none. */
    @Nullable Connection take(Route route) {
        List<Idle> taken = new ArrayList<>(1);
        idle.computeIfPresent(route.origin(), (key, connections) -> {
            taken.add(connections.removeLast());
            return connections.isEmpty() ? null : connections;
        });
        return taken.isEmpty() ? null : taken.get(0).connection();
    }

    /** Looks at the connections each second, as long as there are any. */
    private void look() {
        if (looks.get() || looks.getAndSet(true)) {
            return;
        }
        try {
            Future<?> unused = timer.schedule(this::beginLook, LOOK_SECONDS, TimeUnit.SECONDS);
        } catch (OutOfMemoryError e) {
            // The timer has got no thread; the next connection tries again.
            looks.set(false);
        }
    }

    private void beginLook() {
        looks.set(false);
        try {
            workers.execute(this::closeOld);
        } catch (OutOfMemoryError e) {
            // There is no thread; the next look may get one.
            look();
        }
    }

    private void closeOld() {
        long now = nanoTime.getAsLong();
        close(connection -> now - connection.since() >= KEEP_NANOS, CloseMode.GRACEFUL);
        if (!idle.isEmpty()) {
            look();
        }
    }

    private void close(Predicate<Idle> chosen, CloseMode mode) {
        List<Idle> removed = new ArrayList<>();
        for (String origin : idle.keySet()) {
            idle.computeIfPresent(origin, (key, connections) -> {
                connections.removeIf(connection -> chosen.test(connection) && removed.add(connection));
                return connections.isEmpty() ? null : connections;
            });
        }
        removed.forEach(connection -> connection.connection().close(mode));
    }

    @Override
    public void close() {
        closed = true;
        close(all -> true, CloseMode.IMMEDIATE);
    }
}
