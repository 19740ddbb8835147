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
 * Fetches the missing ranges of an object in parallel: the caller, which already has a response, and workers. The first
 * failure of one of them ends the work of all.
 */
final class ParallelRangeFetcher {

    private final TransferContext shared;
    private final PartFileWriter writer;
    private final MissingRanges missing;
    private final AttemptRequests requests;
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
            AttemptRequests requests,
            @Nullable StrongValidator validator,
            ExceptionFactory failures) {
        this.shared = shared;
        this.writer = writer;
        this.missing = missing;
        this.requests = requests;
        this.validator = validator;
        this.failures = failures;
    }

    /** Fetches all missing ranges. If this fails, no worker is running any more. */
    void work(AttemptRequests.Part lead) throws OssPresignException {
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
                try (AttemptRequests.Part part = requests.askFurther(range, Objects.requireNonNull(validator))) {
                    ByteRange received = Objects.requireNonNull(part.range());
                    missing.putBack(range, received);
                    writer.write(part.response(), received);
                }
            }
        } catch (OssPresignException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private @Nullable ByteRange next() {
        return failure.get() == null ? missing.next() : null;
    }

    /** Records the first failure; later ones are its consequence. */
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
            // A worker has recorded its own failure already.
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
