package io.github.osspresign.transfer.attempt;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.model.Cancellation;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One call for a fresh link, whose result is that of all threads of a transfer that wait for it. It runs on a worker
 * thread, which is interrupted at the end of the transfer. Thread-safe.
 */
final class RenewalCall {

    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Deadline deadline;
    private final @Nullable Cancellation attempt;
    private final CompletableFuture<PresignedLink> fresh = new CompletableFuture<>();
    private final FutureTask<Boolean> task;
    private final Runnable cancelling;

    /**
     * Creates a call that has not begun.
     *
     * @param attempt attempt that needs the link, {@code null} if none does yet
     */
    RenewalCall(Callable<PresignedLink> call, Deadline deadline, @Nullable Cancellation attempt) {
        this.deadline = deadline;
        this.attempt = attempt;
        this.task = new FutureTask<>(() -> run(call));
        this.cancelling = () -> task.cancel(true);
    }

    private boolean run(Callable<PresignedLink> call) {
        try {
            return fresh.complete(call.call());
        } catch (Throwable e) {
            return fresh.completeExceptionally(e);
        } finally {
            deadline.cancellation().remove(cancelling);
        }
    }

    /** Begins the call; a transfer that has ended begins none. */
    void begin() {
        deadline.cancellation().add(cancelling);
        deadline.scheduling().workers().execute(task);
    }

    /** Returns the fresh link, {@code null} if there is none, or none yet. */
    @Nullable PresignedLink now() {
        return fresh.isDone() && !fresh.isCompletedExceptionally() ? fresh.join() : null;
    }

    /**
     * Returns whether another call may return the link that this one has failed to return: in a later attempt, unless the
     * link must not be renewed at all.
     */
    boolean isToRepeatIn(@Nullable Cancellation laterAttempt) {
        return fresh.isCompletedExceptionally() && attempt != laterAttempt && !isRefused();
    }

    private boolean isRefused() {
        return fresh.handle((link, failure) -> failure instanceof RenewalRefusedException)
                .join();
    }

    /**
     * Waits for the fresh link, at most until the end of the attempt or of the transfer.
     *
     * @throws OssPresignException the failure of the call, or of the wait
     */
    PresignedLink await(Cancellation waiting, ExceptionFactory failures) throws OssPresignException {
        CompletableFuture<PresignedLink> awaited = fresh.copy();
        Runnable ending = () -> awaited.cancel(false);
        waiting.add(ending);
        deadline.cancellation().add(ending);
        try {
            Duration left = deadline.left();
            Duration longest = left == null ? FOREVER : left.plusMillis(1);
            return awaited.get(Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failures.refresh(new SocketTimeoutException("no fresh link within the timeout"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(e);
        } catch (CancellationException e) {
            throw failures.interrupted(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause(), failures);
        } finally {
            waiting.remove(ending);
            deadline.cancellation().remove(ending);
        }
    }

    private static OssPresignException failure(@Nullable Throwable thrown, ExceptionFactory failures) {
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        // A refresher that joins a failed future throws any exception.
        return thrown instanceof OssPresignException e
                ? e
                : failures.refresh(thrown instanceof IOException io ? io : new IOException(thrown));
    }
}
