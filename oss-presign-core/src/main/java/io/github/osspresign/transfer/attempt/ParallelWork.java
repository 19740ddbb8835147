// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.attempt;

import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.failure.Unchecked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Work of the caller and of workers at the same time. The first failure of one of them ends the work of all. */
public final class ParallelWork {

    /** Share of the work. */
    public interface Task {
        /**
         * Works until nothing is left to do, or the work has failed.
         *
         * @throws IOException if it fails
         */
        void run() throws IOException;
    }

    private final Executor workers;
    private final Runnable cancellation;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * Creates work that has not begun.
     *
     * @param cancellation ends the running requests of all after the first failure
     */
    public ParallelWork(Executor workers, Runnable cancellation) {
        this.workers = workers;
        this.cancellation = cancellation;
    }

    /**
     * Runs the caller's task, and the other task on each of the helpers. When it returns, no helper is running any more.
     *
     * @throws IOException the first failure
     */
    public void run(Task own, int helpers, Task other) throws IOException {
        List<CompletableFuture<Void>> others = new ArrayList<>();
        attempt(() -> {
            for (int i = 0; i < helpers; i++) {
                others.add(CompletableFuture.runAsync(() -> attempt(other), workers));
            }
            own.run();
        });
        await(CompletableFuture.allOf(others.toArray(new CompletableFuture<?>[0])));
        Throwable first = failure.get();
        Unchecked.rethrow(first);
        if (first instanceof IOException e) {
            throw e;
        }
    }

    /** Returns whether a task has failed, so that the others must end. */
    public boolean hasFailed() {
        return failure.get() != null;
    }

    private void attempt(Task task) {
        try {
            task.run();
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Records the first failure; later ones are its consequence. */
    private void fail(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            cancellation.run();
        }
    }

    private void await(CompletableFuture<Void> helpers) {
        try {
            helpers.get();
        } catch (InterruptedException e) {
            fail(new PlainFailure(ExceptionFactory::interrupted));
            helpers.join();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // A helper has recorded its own failure already.
            fail(new IllegalStateException(e));
        }
    }
}
