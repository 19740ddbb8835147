// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.time;

import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.failure.Unchecked;
import io.github.osspresign.transfer.model.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call of foreign code on a worker thread, which is interrupted at the end of the transfer. Those who wait for the result
 * do so until the deadline or a cancellation only. Thread-safe.
 */
public final class BackgroundCall<T> {

    private final Deadline deadline;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final FutureTask<T> task;
    private final Runnable abandoning = this::abandon;

    public BackgroundCall(Callable<T> call, Deadline deadline) {
        this.deadline = deadline;
        // The result is passed on after the task has ended, so that a call with a result is never abandoned.
        this.task = new FutureTask<>(call) {
            @Override
            protected void set(T value) {
                super.set(value);
                if (!isCancelled()) {
                    result.complete(value);
                }
            }

            @Override
            protected void setException(Throwable thrown) {
                super.setException(thrown);
                if (!isCancelled()) {
                    result.completeExceptionally(thrown);
                }
            }
        };
    }

    /**
     * Begins the call; a transfer that has ended begins none.
     *
     * @param ifAbandoned runs after an abandoned call, on its thread
     */
    public void begin(Runnable ifAbandoned) {
        deadline.cancellation().add(abandoning);
        deadline.scheduling().workers().execute(() -> {
            task.run();
            deadline.cancellation().remove(abandoning);
            if (task.isCancelled()) {
                ifAbandoned.run();
            }
        });
    }

    /** Interrupts the call unless it has ended, and returns whether it is abandoned; its thread may still be running. */
    public boolean abandon() {
        task.cancel(true);
        return task.isCancelled();
    }

    /** Returns the result so far; of an abandoned call there is none. */
    public CompletableFuture<T> result() {
        return result;
    }

    /**
     * Waits for the result.
     *
     * @param waiting ends the wait, as the cancellation of the transfer does
     * @throws IOException the failure of the call; a {@link PlainFailure} if the wait is cancelled or the thread is
     *     interrupted, whose interrupt status is kept
     * @throws TimeoutException at the deadline
     */
    public T await(Cancellation waiting) throws IOException, TimeoutException {
        return await(waiting, deadline.nanosLeft());
    }

    /**
     * Waits for the result as {@link #await(Cancellation)} does, but not longer than the given time.
     *
     * @throws TimeoutException at the deadline, or when the time has passed; the call is then abandoned
     */
    public T await(Cancellation waiting, Duration most) throws IOException, TimeoutException {
        try {
            return await(waiting, Math.min(most.toNanos(), deadline.nanosLeft()));
        } catch (TimeoutException e) {
            abandon();
            throw e;
        }
    }

    private T await(Cancellation waiting, long nanos) throws IOException, TimeoutException {
        CompletableFuture<T> awaited = result.copy();
        Runnable ending = () -> awaited.cancel(false);
        waiting.add(ending);
        deadline.cancellation().add(ending);
        try {
            return awaited.get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlainFailure(ExceptionFactory::interrupted);
        } catch (CancellationException e) {
            throw new PlainFailure(ExceptionFactory::interrupted);
        } catch (ExecutionException e) {
            Unchecked.rethrow(e.getCause());
            throw e.getCause() instanceof IOException thrown ? thrown : new IOException(e.getCause());
        } finally {
            waiting.remove(ending);
            deadline.cancellation().remove(ending);
        }
    }
}
