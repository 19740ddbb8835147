package io.github.osspresign.download;

import io.github.osspresign.error.OssPresignException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Fills the gaps of an object side by side: the caller, who has an answer already, and workers. The first failure of
 * one of them ends the work of all.
 */
final class Crew {

    /** Asks for a range of the object. */
    @FunctionalInterface
    interface Requests {
        Answer send(ByteRange range) throws OssPresignException;
    }

    private final Intake intake;
    private final Gaps gaps;
    private final Requests requests;
    private final Calls calls;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Crew(Intake intake, Gaps gaps, Requests requests, Calls calls) {
        this.intake = intake;
        this.gaps = gaps;
        this.requests = requests;
        this.calls = calls;
    }

    /** Returns when no gap is left. When it throws, no worker is at work any more either. */
    void work(Answer answer, @Nullable ByteRange range, int parallelism, Executor workers, Failures failures)
            throws OssPresignException {
        List<CompletableFuture<Void>> others = new ArrayList<>();
        try {
            for (long i = Math.min(parallelism - 1, gaps.parts()); i > 0; i--) {
                others.add(CompletableFuture.runAsync(this::fillGaps, workers));
            }
            intake.take(answer, range);
            fillGaps();
        } catch (OssPresignException | RuntimeException | Error e) {
            fail(e);
        }
        for (CompletableFuture<Void> other : others) {
            await(other, failures);
        }
        rethrow(failure.get());
    }

    private void fillGaps() {
        try {
            ByteRange range = failure.get() == null ? gaps.next() : null;
            while (range != null) {
                try (Answer answer = requests.send(range)) {
                    intake.take(answer, range);
                }
                range = failure.get() == null ? gaps.next() : null;
            }
        } catch (OssPresignException | RuntimeException | Error e) {
            fail(e);
        }
    }

    /** What fails after the first failure fails because of it. */
    private void fail(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            calls.breakOff();
        }
    }

    private void await(CompletableFuture<Void> other, Failures failures) {
        try {
            other.get();
        } catch (InterruptedException e) {
            fail(failures.interrupted(e));
            other.join();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // What a worker meets it has told already.
            fail(new IllegalStateException(e));
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws OssPresignException {
        if (failure instanceof OssPresignException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }
}
