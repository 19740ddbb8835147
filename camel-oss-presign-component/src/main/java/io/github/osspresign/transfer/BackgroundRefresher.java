package io.github.osspresign.transfer;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.model.LinkRefresher;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls another refresher on a thread of its own, and waits for it no longer than the transfer may last. At the end of
 * the transfer the thread is interrupted, and a link that still arrives is dropped. Used by one thread at a time.
 */
final class BackgroundRefresher implements LinkRefresher {

    /** Long enough for a signer in this process. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final LinkRefresher refresher;
    private final Deadline deadline;
    private @Nullable FutureTask<PresignedLink> call;

    private BackgroundRefresher(LinkRefresher refresher, Deadline deadline) {
        this.refresher = refresher;
        this.deadline = deadline;
    }

    /** Returns a refresher for one transfer, {@code null} if there is none to call. */
    static @Nullable BackgroundRefresher of(@Nullable LinkRefresher refresher, Deadline deadline) {
        return refresher == null ? null : new BackgroundRefresher(refresher, deadline);
    }

    /** Waits until the deadline of the transfer, also for a call that {@link #refreshSoon} has begun. */
    @Override
    public PresignedLink refresh(PresignedLink ended) throws IOException {
        Duration left = deadline.left();
        return await(ended, left == null ? Duration.ofNanos(Long.MAX_VALUE) : left.plusMillis(1));
    }

    /** Waits for a short time only; a link that arrives later is returned by the next call. */
    PresignedLink refreshSoon(PresignedLink ending) throws IOException {
        return await(ending, MOMENT);
    }

    /** Returns whether a call has ended whose result has not been returned yet. */
    boolean isDone() {
        return call != null && call.isDone();
    }

    @Override
    public void taken(PresignedLink fresh) {
        refresher.taken(fresh);
    }

    private PresignedLink await(PresignedLink ended, Duration time) throws IOException {
        FutureTask<PresignedLink> begun = call;
        FutureTask<PresignedLink> waitedFor = begun == null ? new FutureTask<>(() -> refresher.refresh(ended)) : begun;
        Runnable cancelling = () -> waitedFor.cancel(true);
        // Before the call begins, so that a cancelled transfer begins none.
        deadline.cancellation().add(cancelling);
        boolean over = true;
        try {
            if (begun == null) {
                call = waitedFor;
                deadline.scheduling().workers().execute(waitedFor);
            }
            return waitedFor.get(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            over = false;
            SocketTimeoutException timeout = new SocketTimeoutException("no fresh link within the timeout");
            timeout.initCause(e);
            throw timeout;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (CancellationException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            if (over) {
                waitedFor.cancel(true);
                deadline.cancellation().remove(cancelling);
                call = null;
            }
        }
    }

    private static InterruptedIOException interrupted(Exception cause) {
        InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for a fresh link");
        interrupted.initCause(cause);
        return interrupted;
    }

    private static IOException failure(@Nullable Throwable thrown) {
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        return thrown instanceof IOException e ? e : new IOException(thrown);
    }
}
