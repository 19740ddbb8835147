// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.time;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.text.DurationWords;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.Cancellation;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Time limit and cancellation of one transfer. Closed when the transfer ends. */
public final class Deadline implements AutoCloseable {

    /** Duration of a transfer without a limit. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Scheduling scheduling;
    private final Duration timeout;
    private final long startedAt;
    private final Cancellation caller;
    private final Cancellation transfer = new Cancellation();
    private final Runnable cancelling = transfer::cancel;
    private final Runnable looking = this::look;

    /**
     * Starts the deadline of a transfer.
     *
     * @param timeout maximum duration, {@code null} for no limit
     * @param caller cancellation of the caller
     */
    public Deadline(Scheduling scheduling, @Nullable Duration timeout, Cancellation caller) {
        this(
                scheduling,
                timeout == null ? FOREVER : timeout,
                scheduling.nanoTime().getAsLong(),
                caller);
    }

    private Deadline(Scheduling scheduling, Duration timeout, long startedAt, Cancellation caller) {
        this.scheduling = scheduling;
        this.timeout = timeout;
        this.startedAt = startedAt;
        this.caller = caller;
        if (caller.isDue()) {
            caller.cancel();
        }
        caller.add(cancelling);
        scheduling.closing().add(cancelling);
        if (caller.isConditional()) {
            scheduling.watch().add(looking);
        }
    }

    /** Starts a deadline that ends at the same time, with a cancellation that does not end this one. */
    public Deadline ofPart() {
        return new Deadline(scheduling, timeout, startedAt, transfer);
    }

    private void look() {
        if (caller.isDue()) {
            // Not on the timer thread, since closing a connection may block.
            scheduling.workers().execute(caller::cancel);
        }
    }

    /** Returns clock, waits and threads of the transfer. */
    public Scheduling scheduling() {
        return scheduling;
    }

    /** Returns the cancellation that takes effect when the transfer is cancelled or ends. */
    public Cancellation cancellation() {
        return transfer;
    }

    /** Returns the time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(scheduling.nanoTime().getAsLong() - startedAt);
    }

    private Duration left() {
        return timeout.equals(FOREVER) ? FOREVER : timeout.minus(elapsed());
    }

    /** Returns how long a wait may last until the time limit has passed, in nanoseconds. */
    public long nanosLeft() {
        return past(left()).toNanos();
    }

    public boolean isOver() {
        return endsWithin(Duration.ZERO);
    }

    /** Returns whether the deadline passes before the given time has elapsed. */
    public boolean endsWithin(Duration time) {
        return left().compareTo(time) < 0;
    }

    /** Returns whether the transfer is cancelled or the current thread interrupted. */
    public boolean isCancelled() {
        return transfer.isCancelled() || Thread.currentThread().isInterrupted();
    }

    /**
     * Checks that the transfer may continue.
     *
     * @throws PlainFailure if the deadline has passed or the transfer is cancelled
     */
    public void check() throws PlainFailure {
        if (isCancelled()) {
            throw new PlainFailure("transfer was interrupted", false);
        }
        if (isOver()) {
            throw new PlainFailure(
                    "transfer did not end within " + DurationWords.of(timeout) + " (transferTimeout)", true);
        }
    }

    /** Returns the cause of a failure: the end of the transfer, if it has ended and the failure has no other reason. */
    public IOException explain(IOException failure) {
        if (failure instanceof PlainFailure || failure instanceof OssPresignException) {
            return failure;
        }
        try {
            check();
            return failure;
        } catch (PlainFailure ended) {
            return ended;
        }
    }

    /**
     * Waits for the given time, at most until the deadline or the cancellation.
     *
     * @throws PlainFailure if the thread is interrupted; its interrupt status is kept
     */
    public void sleep(Duration wait) throws PlainFailure {
        try {
            scheduling.sleeper().sleep(endsWithin(wait) ? past(left()) : wait, transfer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlainFailure(ExceptionFactory::interrupted);
        }
    }

    /** Adds 1 ms, so that the end has passed on clocks of millisecond resolution. */
    private static Duration past(Duration left) {
        return left.isNegative() ? Duration.ZERO : left.plusMillis(1);
    }

    /** Ends the transfer and cancels its remaining work. */
    @Override
    public void close() {
        scheduling.watch().remove(looking);
        caller.remove(cancelling);
        scheduling.closing().remove(cancelling);
        transfer.cancel();
    }
}
