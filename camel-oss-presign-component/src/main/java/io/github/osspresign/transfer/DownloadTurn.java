package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.model.DownloadFilter;
import io.github.osspresign.transfer.model.DownloadFilter.Admission;
import io.github.osspresign.transfer.model.ObjectIdentity;
import java.time.Duration;

/**
 * Waits until no other transfer of this process has the same object. The wait does not count as an attempt; only the
 * deadline and a cancellation end it.
 */
record DownloadTurn(DownloadFilter filter, Deadline deadline) {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    /**
     * Decision of the filter.
     *
     * @param waited whether another transfer had the object meanwhile, so that an earlier response is out of date
     */
    record Decision(Admission admission, boolean waited) {}

    /**
     * Asks the filter until it decides.
     *
     * @param beforeWait releases what other transfers may use during a wait; runs once, before the first wait
     * @return a decision that is neither {@link Admission#BUSY} nor {@link Admission#DEADLOCK}
     * @throws OssPresignException if the deadline passes, the transfer is cancelled, or the wait would have no end
     */
    Decision await(ObjectIdentity object, ExceptionFactory failures, Runnable beforeWait) throws OssPresignException {
        boolean waited = false;
        while (true) {
            Admission admission = filter.admit(object);
            if (admission == Admission.DEADLOCK) {
                throw failures.deadlock();
            }
            if (admission != Admission.BUSY) {
                return new Decision(admission, waited);
            }
            if (!waited) {
                beforeWait.run();
            }
            waited = true;
            sleep(failures);
        }
    }

    /** Waits for a moment. */
    void sleep(ExceptionFactory failures) throws OssPresignException {
        deadline.check(failures);
        deadline.sleep(POLL_INTERVAL, failures);
    }
}
