package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.model.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts the attempts of one transfer, decides whether another one follows, and waits for it. */
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

    /** Returns the number of attempts so far, including the current one. */
    int attempts() {
        return attempts;
    }

    /**
     * Waits for the next attempt.
     *
     * @param linkEnd expiry of the link, {@code null} if it is unknown or the link can be replaced
     * @throws OssPresignException the failure itself, if another attempt would not help or would be too late
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

    /** Begins the next attempt without a wait, after a failure that makes the transfer start over. */
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
        deadline.sleep(wait, failures);
        if (deadline.isCancelled()) {
            throw failure;
        }
    }
}
