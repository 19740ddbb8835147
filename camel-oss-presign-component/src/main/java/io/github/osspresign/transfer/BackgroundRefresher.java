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
 * Calls another refresher on a thread of its own, and waits for it no longer than the transfer may last. When that is
 * over, the thread is interrupted, and a link that still comes is dropped. One thread at a time uses it.
 */
final class BackgroundRefresher implements LinkRefresher {

    /** Enough for a signer of this process. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final LinkRefresher refresher;
    private final Deadline deadline;
    private @Nullable FutureTask<PresignedLink> call;

    private BackgroundRefresher(LinkRefresher refresher, Deadline deadline) {
        this.refresher = refresher;
        this.deadline = deadline;
    }

    /** {@code null} where there is none. */
    static @Nullable BackgroundRefresher of(@Nullable LinkRefresher refresher, Deadline deadline) {
        return refresher == null ? null : new BackgroundRefresher(refresher, deadline);
    }

    /** Waits until the transfer has to be over, also for a call that {@link #refreshSoon} has begun. */
    @Override
    public PresignedLink refresh(PresignedLink ended) throws IOException {
        Duration left = deadline.left();
        return await(ended, left == null ? Duration.ofNanos(Long.MAX_VALUE) : left.plusMillis(1));
    }

    /** Waits a moment only; a link that comes later is the next one to be returned. */
    PresignedLink refreshSoon(PresignedLink ending) throws IOException {
        return await(ending, MOMENT);
    }

    /** Returns whether a call has ended that nobody has waited for. */
    boolean isDone() {
        return call != null && call.isDone();
    }

    @Override
    public void taken(PresignedLink fresh) {
        refresher.taken(fresh);
    }

    private PresignedLink await(PresignedLink ended, Duration time) throws IOException {
        FutureTask<PresignedLink> waitedFor = call == null ? begin(ended) : call;
        Runnable cancelling = () -> waitedFor.cancel(true);
        deadline.cancellation().add(cancelling);
        boolean over = true;
        try {
            return waitedFor.get(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            over = false;
            SocketTimeoutException timeout = new SocketTimeoutException("no link in time");
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

    private FutureTask<PresignedLink> begin(PresignedLink ended) {
        FutureTask<PresignedLink> begun = new FutureTask<>(() -> refresher.refresh(ended));
        call = begun;
        deadline.scheduling().workers().execute(begun);
        return begun;
    }

    private static InterruptedIOException interrupted(Exception cause) {
        InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for a link");
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
