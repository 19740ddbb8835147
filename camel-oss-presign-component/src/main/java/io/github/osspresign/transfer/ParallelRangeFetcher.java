package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.file.MissingRanges;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.StrongValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Fills the gaps of an object side by side: the caller, who has an answer already, and workers. The first failure of
 * one of them ends the work of all.
 */
final class ParallelRangeFetcher {

    private final TransferContext shared;
    private final PartFileWriter writer;
    private final MissingRanges missing;
    private final ObjectRequests requests;
    private final @Nullable StrongValidator validator;
    private final ExceptionFactory failures;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * Prepares to fetch the missing ranges of an object.
     *
     * @param validator {@code null} if no range is missing
     */
    ParallelRangeFetcher(
            TransferContext shared,
            PartFileWriter writer,
            MissingRanges missing,
            ObjectRequests requests,
            @Nullable StrongValidator validator,
            ExceptionFactory failures) {
        this.shared = shared;
        this.writer = writer;
        this.missing = missing;
        this.requests = requests;
        this.validator = validator;
        this.failures = failures;
    }

    /** Returns when no gap is left. When it throws, no worker is at work any more either. */
    void work(ObjectRequests.Part lead) throws OssPresignException {
        List<CompletableFuture<Void>> others = new ArrayList<>();
        try {
            for (long i = Math.min(shared.options().parallelism() - 1, missing.parts()); i > 0; i--) {
                others.add(CompletableFuture.runAsync(
                        this::fetchMissing, shared.scheduling().workers()));
            }
            writer.write(lead.response(), lead.range());
            fetchMissing();
        } catch (OssPresignException | RuntimeException | Error e) {
            fail(e);
        }
        for (CompletableFuture<Void> other : others) {
            await(other);
        }
        rethrow(failure.get());
    }

    private void fetchMissing() {
        try {
            for (ByteRange range = next(); range != null; range = next()) {
                try (ObjectRequests.Part part = requests.askFurther(range, Objects.requireNonNull(validator))) {
                    ByteRange came = Objects.requireNonNull(part.range());
                    missing.putBack(range, came);
                    writer.write(part.response(), came);
                }
            }
        } catch (OssPresignException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private @Nullable ByteRange next() {
        return failure.get() == null ? missing.next() : null;
    }

    /** What fails after the first failure fails because of it. */
    private void fail(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            requests.cancel();
        }
    }

    private void await(CompletableFuture<Void> other) {
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
