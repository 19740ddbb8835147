package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferListener;
import java.time.Duration;
import java.time.Instant;

/** Repeats the attempts of one transfer: counts them, decides whether another one follows, and waits for it. */
final class Retry {

    /** One attempt. */
    interface Attempt<T> {
        /**
         * Returns the result of the attempt.
         *
         * @throws OssPresignException if the attempt has failed
         */
        T run() throws OssPresignException;
    }

    private final TransferContext shared;
    private final RetryPolicy policy;
    private final Deadline deadline;
    private final TransferListener listener;
    private int attempts = 1;

    /**
     * Creates the attempts of one transfer.
     *
     * @param listener learns of each further attempt
     */
    Retry(TransferContext shared, Deadline deadline, TransferListener listener) {
        this.shared = shared;
        this.policy = shared.options().retry();
        this.deadline = deadline;
        this.listener = listener;
    }

    /** Returns the number of attempts so far, including the current one. */
    int attempts() {
        return attempts;
    }

    /**
     * Returns the result of the first attempt that succeeds.
     *
     * @throws OssPresignException the last failure
     */
    <T> T run(RefreshableLink link, Attempt<T> attempt) throws OssPresignException {
        while (true) {
            try {
                return attempt.run();
            } catch (OssPresignException e) {
                after(e, link);
            }
        }
    }

    /**
     * Waits for the next attempt.
     *
     * @throws OssPresignException the failure itself, if another attempt would not help or would be too late
     */
    void after(OssPresignException failure, RefreshableLink link) throws OssPresignException {
        if (!failure.isRetryable()) {
            throw failure;
        }
        Duration wait = wait(failure);
        Instant linkEnd = link.lastEnd();
        Instant next = shared.now().plus(wait);
        boolean tooLate = deadline.isBefore(next) || (linkEnd != null && linkEnd.isBefore(next));
        if (attempts >= policy.maxAttempts() || tooLate || wait.compareTo(policy.backoffMax()) > 0) {
            throw failure;
        }
        sleep(wait, failure, link.failures());
        begin(failure);
    }

    /** Begins the next attempt without a wait, after a failure that makes the transfer start over. */
    void atOnce(OssPresignException failure) throws OssPresignException {
        if (attempts >= policy.maxAttempts() || deadline.isBefore(shared.now())) {
            throw failure;
        }
        begin(failure);
    }

    private void begin(OssPresignException failure) {
        attempts++;
        listener.retrying(failure);
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
