package io.github.osspresign.transfer.http;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.transfer.model.Cancellation;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When a transfer has to be over: at the end of its time, or as soon as it is cancelled. Closed when it is over. */
public final class Deadline implements AutoCloseable {

    /** Short against the wait of whoever cancels, long against what a look costs. */
    static final Duration LOOK = Duration.ofMillis(100);

    private final Scheduling scheduling;
    private final @Nullable Duration timeout;
    private final @Nullable Instant end;
    private final Cancellation caller;
    private final Cancellation transfer = new Cancellation();
    private final Runnable cancelling = transfer::cancel;
    private final @Nullable Future<?> looks;

    /**
     * @param timeout {@code null} for no end
     * @param caller cancels the transfer, as the end of the downloader does
     */
    public Deadline(Scheduling scheduling, @Nullable Duration timeout, Instant startedAt, Cancellation caller) {
        this.scheduling = scheduling;
        this.timeout = timeout;
        this.end = timeout == null ? null : startedAt.plus(timeout);
        this.caller = caller;
        if (caller.isDue()) {
            caller.cancel();
        }
        caller.add(cancelling);
        scheduling.closing().add(cancelling);
        long delay = LOOK.toMillis();
        this.looks = caller.isConditional()
                ? scheduling.timer().scheduleWithFixedDelay(this::look, delay, delay, TimeUnit.MILLISECONDS)
                : null;
    }

    private void look() {
        if (caller.isDue()) {
            // Not on the thread that looks after all requests: a connection may take its time to close.
            scheduling.workers().execute(caller::cancel);
        }
    }

    public Scheduling scheduling() {
        return scheduling;
    }

    /** Cancelled when the transfer is, and at its end. */
    public Cancellation cancellation() {
        return transfer;
    }

    /** {@code null} where there is no end. */
    public @Nullable Duration left() {
        return end == null ? null : Duration.between(scheduling.time().instant(), end);
    }

    boolean isOver() {
        return isBefore(scheduling.time().instant());
    }

    public boolean isBefore(Instant instant) {
        return end != null && end.isBefore(instant);
    }

    /** Whether nobody waits for the transfer any more; an interrupt says so, too. */
    public boolean isCancelled() {
        return transfer.isCancelled() || Thread.currentThread().isInterrupted();
    }

    /**
     * Checks that the transfer may go on.
     *
     * @throws DownloadFailedException if the deadline has passed or the transfer is cancelled
     */
    public void check(FailureContext context) throws DownloadFailedException {
        if (isCancelled()) {
            throw new DownloadFailedException("download", "to run to its end", "interrupted", false, context, null);
        }
        if (isOver()) {
            throw new DownloadFailedException(
                    "download", "to end within " + timeout, "still under way", true, context, null);
        }
    }

    /** Returns after that time, or when the transfer has to be over. */
    public void sleep(Duration wait) throws InterruptedException {
        Duration left = left();
        scheduling.sleeper().sleep(left != null && left.compareTo(wait) < 0 ? past(left) : wait, transfer);
    }

    /** The end must have passed by its own clock, which counts no smaller steps everywhere. */
    private static Duration past(Duration left) {
        return left.isNegative() ? Duration.ZERO : left.plusMillis(1);
    }

    /** Ends what is left of the transfer. */
    @Override
    public void close() {
        if (looks != null) {
            looks.cancel(false);
        }
        caller.remove(cancelling);
        scheduling.closing().remove(cancelling);
        transfer.cancel();
    }
}
