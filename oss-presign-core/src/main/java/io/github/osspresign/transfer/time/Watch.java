// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.time;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks at all running transfers of a client ten times a second. Thread-safe. */
public final class Watch {

    /*
     * All looks share one task of the timer. With a task for each of them, every small object woke the timer twice, and the
     * threads of its other transfers waited for the queue of the timer.
     */

    private static final long INTERVAL_MILLIS = 100;

    private final ScheduledExecutorService timer;
    private final Set<Runnable> looks = ConcurrentHashMap.newKeySet();

    /** Whether the next round of looks is scheduled. */
    private final AtomicBoolean scheduled = new AtomicBoolean();

    public Watch(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Runs a look ten times a second from now on, until it is removed or fails. It must not block. */
    public void add(Runnable look) {
        looks.add(look);
        schedule();
    }

    public void remove(Runnable look) {
        looks.remove(look);
    }

    /** Returns whether there is nothing to look at. */
    public boolean isIdle() {
        return looks.isEmpty();
    }

    private void schedule() {
        if (scheduled.get() || scheduled.getAndSet(true)) {
            return;
        }
        boolean accepted = false;
        try {
            Future<?> unused = timer.schedule(this::look, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
            accepted = true;
        } finally {
            if (!accepted) {
                scheduled.set(false);
            }
        }
    }

    private void look() {
        try {
            looks.removeIf(Watch::fails);
        } finally {
            scheduled.set(false);
            if (!looks.isEmpty()) {
                schedule();
            }
        }
    }

    private static boolean fails(Runnable look) {
        try {
            look.run();
            return false;
        } catch (OutOfMemoryError e) {
            // Also of threads. Nothing but the next look would end the transfer.
            return false;
        } catch (RuntimeException | Error e) {
            // The condition of a caller is foreign code, and its failure must not end the other looks.
            return true;
        }
    }
}
