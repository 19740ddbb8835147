package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.model.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts the attempts of one download, decides whether there is another one, and waits for it. */
final class Retry {

    private final TransferContext shared;
    private final RetryPolicy policy;
    private final Deadline deadline;
    private int attempts = 1;

    Retry(TransferContext shared, Deadline deadline) {
        this.shared = shared;
        this.policy = shared.options().retry();
        this.deadline = deadline;
    }

    /** The attempts so far, with the one that is under way. */
    int attempts() {
        return attempts;
    }

    /**
     * Returns when the next attempt is to begin.
     *
     * @param linkEnd when the link's life ends, {@code null} where that is not known or another link can be had
     * @throws OssPresignException the failure itself, where another attempt would not help or comes too late
     */
    void after(OssPresignException failure, @Nullable Instant linkEnd, ExceptionFactory failures)
            throws OssPresignException {
        if (!failure.isRetryable()) {
            throw failure;
        }
        Duration wait = wait(failure);
        Instant next = shared.now().plus(wait);
        boolean tooLate = deadline.isBefore(next) || (linkEnd != null && linkEnd.isBefore(next));
        if (attempts >= policy.maxAttempts() || tooLate || wait.compareTo(policy.backoffMax()) > 0) {
            throw failure;
        }
        sleep(wait, failure, failures);
        attempts++;
    }

    /** The same without a wait, for what another attempt begins anew. */
    void atOnce(OssPresignException failure) throws OssPresignException {
        if (attempts >= policy.maxAttempts() || deadline.isBefore(shared.now())) {
            throw failure;
        }
        attempts++;
    }

    private Duration wait(OssPresignException failure) {
        Duration backoff = policy.backoff(attempts, shared.random());
        Duration asked = failure instanceof ThrottledException throttled ? throttled.retryAfter() : null;
        return asked != null && asked.compareTo(backoff) > 0 ? asked : backoff;
    }

    private void sleep(Duration wait, OssPresignException failure, ExceptionFactory failures)
            throws OssPresignException {
        try {
            deadline.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(e);
        }
        if (deadline.isCancelled()) {
            throw failure;
        }
    }
}
