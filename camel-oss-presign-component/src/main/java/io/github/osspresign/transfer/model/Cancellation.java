package io.github.osspresign.transfer.model;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Cancels transfers, from any thread: closes their connections, ends their waits, and lets no further attempt begin. One
 * object may be given to several transfers.
 */
public final class Cancellation {

    private final @Nullable BooleanSupplier condition;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Set<Runnable> reactions = ConcurrentHashMap.newKeySet();

    /** Cancels when {@link #cancel()} is called. */
    public Cancellation() {
        this.condition = null;
    }

    /**
     * Cancels also as soon as the condition holds.
     *
     * @param condition is looked at about ten times a second while a transfer is under way; must not block
     */
    public Cancellation(BooleanSupplier condition) {
        this.condition = condition;
    }

    /** Cancels the transfers that are under way and those to come. */
    public void cancel() {
        cancelled.countDown();
        reactions.forEach(Runnable::run);
    }

    /** Returns whether it has been cancelled. */
    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    public boolean isConditional() {
        return condition != null;
    }

    /** Returns whether the time has come to cancel it. */
    public boolean isDue() {
        return condition != null && !isCancelled() && condition.getAsBoolean();
    }

    /** Runs the reaction when it is cancelled, or now if it has been; maybe twice. */
    public void add(Runnable reaction) {
        reactions.add(reaction);
        if (isCancelled()) {
            reaction.run();
        }
    }

    public void remove(Runnable reaction) {
        reactions.remove(reaction);
    }

    /** Returns after that time, or as soon as it is cancelled, and whether it is. */
    public boolean await(Duration time) throws InterruptedException {
        return cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
