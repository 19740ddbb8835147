// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Cancels transfers, from any thread: closes their connections, ends their waits and prevents further attempts. One
 * object may be passed to several transfers.
 */
public final class Cancellation {

    private final @Nullable BooleanSupplier condition;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Set<Runnable> reactions = ConcurrentHashMap.newKeySet();

    /** Creates a cancellation that takes effect when {@link #cancel()} is called. */
    public Cancellation() {
        this.condition = null;
    }

    /**
     * Creates a cancellation that also takes effect as soon as the condition holds.
     *
     * @param condition evaluated about ten times a second while a transfer runs; must not block
     */
    public Cancellation(BooleanSupplier condition) {
        this.condition = condition;
    }

    /** Cancels the running transfers and all later ones. */
    public void cancel() {
        cancelled.countDown();
        reactions.forEach(Runnable::run);
    }

    /** Returns whether {@link #cancel()} has been called. */
    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Returns whether there is a condition to evaluate. */
    public boolean isConditional() {
        return condition != null;
    }

    /** Returns whether the condition holds and nothing has been cancelled yet. */
    public boolean isDue() {
        return condition != null && !isCancelled() && condition.getAsBoolean();
    }

    /** Registers a reaction to the cancellation; runs it at once if already cancelled. It may run twice. */
    public void add(Runnable reaction) {
        reactions.add(reaction);
        if (isCancelled()) {
            reaction.run();
        }
    }

    /** Removes a reaction. */
    public void remove(Runnable reaction) {
        reactions.remove(reaction);
    }

    /**
     * Waits for the given time or until the cancellation.
     *
     * @return whether the transfers are cancelled
     */
    public boolean await(Duration time) throws InterruptedException {
        return cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
