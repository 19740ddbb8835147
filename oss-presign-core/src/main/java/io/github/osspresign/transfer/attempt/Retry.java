// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.attempt;

import io.github.osspresign.error.LocalFileException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Repeats the attempts of one transfer: counts them, decides whether another one follows, and waits for it. */
public final class Retry {

    /*
     * The number of attempts is limited, but not for an object that arrives: attempts are counted again whenever enough
     * new bytes have arrived. Only bytes that the next attempt need not transfer again are new, and each byte of an
     * object is new once. A hostile server, which may send a byte in each response or make every attempt start over, can
     * therefore prolong a transfer by at most maxAttempts attempts for each PROGRESS_BYTES of the object.
     */

    /** New bytes after which attempts are counted again. */
    static final long PROGRESS_BYTES = 1024 * 1024;

    /** One attempt. */
    public interface Attempt<T extends @Nullable Object> {
        /**
         * Returns the result of the attempt.
         *
         * @throws OssPresignException if the attempt has failed
         */
        T run() throws OssPresignException;
    }

    private final Transfer transfer;
    private final RetryPolicy policy;
    private int attempts = 1;
    /** Number of attempts since the last progress, with the current one. */
    private int counted = 1;

    private long bytesAtProgress;

    /** Failures since the last progress: the last one may only follow from one of them. */
    private final List<OssPresignException> earlier = new ArrayList<>();

    public Retry(Transfer transfer) {
        this.transfer = transfer;
        this.policy = transfer.options().retry();
    }

    /** Returns the number of attempts so far, including the current one. */
    public int attempts() {
        return attempts;
    }

    /**
     * Returns the result of the first attempt that succeeds.
     *
     * @throws OssPresignException the last failure, which suppresses the others
     */
    public <T extends @Nullable Object> T run(RefreshableLink link, Attempt<T> attempt) throws OssPresignException {
        while (true) {
            try {
                return attempt.run();
            } catch (OssPresignException e) {
                after(e, link, 0);
            }
        }
    }

    /**
     * Waits for the next attempt.
     *
     * @param kept number of bytes of this transfer that the next attempt need not transfer again
     * @throws OssPresignException the failure itself, if another attempt would not help or would be too late
     */
    public void after(OssPresignException failure, RefreshableLink link, long kept) throws OssPresignException {
        if (!failure.isRetryable() || failure instanceof LocalFileException) {
            throw last(failure);
        }
        if (kept - bytesAtProgress >= PROGRESS_BYTES) {
            bytesAtProgress = kept;
            counted = 1;
            earlier.clear();
        }
        Duration wait = wait(failure);
        boolean tooLate = link.endsWithin(wait) || transfer.deadline().endsWithin(wait);
        if (counted >= policy.maxAttempts() || tooLate || wait.compareTo(policy.backoffMax()) > 0) {
            throw last(failure);
        }
        try {
            transfer.deadline().sleep(wait);
        } catch (PlainFailure e) {
            earlier.add(failure);
            throw last(e.in(link.failures()));
        }
        if (transfer.deadline().isCancelled()) {
            throw last(failure);
        }
        begin(failure);
    }

    /** Begins the next attempt without a wait, after a failure that makes the transfer start over. */
    public void atOnce(OssPresignException failure) throws OssPresignException {
        if (counted >= policy.maxAttempts() || transfer.deadline().endsWithin(Duration.ZERO)) {
            throw last(failure);
        }
        begin(failure);
    }

    private void begin(OssPresignException failure) {
        attempts++;
        counted++;
        earlier.add(failure);
        transfer.listener().retrying(failure);
    }

    private OssPresignException last(OssPresignException failure) {
        for (OssPresignException before : earlier) {
            if (before != failure && before != failure.getCause()) {
                failure.addSuppressed(before);
            }
        }
        return failure;
    }

    private Duration wait(OssPresignException failure) {
        Duration backoff = policy.backoff(counted, transfer.shared().random());
        Duration asked = failure instanceof ThrottledException throttled ? throttled.retryAfter() : null;
        return asked != null && asked.compareTo(backoff) > 0 ? asked : backoff;
    }
}
