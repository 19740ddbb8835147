// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.attempt;

import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferProgress;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reports the progress of a transfer to a listener after each MiB and at the end. Thread-safe: one thread at a time calls the
 * listener, and the others do not wait for it.
 */
public final class ProgressReporter {

    private static final long STEP = 1024 * 1024;

    private final ProgressListener listener;
    private final String maskedUrl;
    private final String fileName;
    private final long announced;
    private final ReentrantLock reporting = new ReentrantLock();
    private volatile long next;

    /**
     * Creates a reporter for one transfer.
     *
     * @param bytes number of bytes received by an earlier transfer
     */
    public ProgressReporter(ProgressListener listener, String maskedUrl, String fileName, long announced, long bytes) {
        this.listener = listener;
        this.maskedUrl = maskedUrl;
        this.fileName = fileName;
        this.announced = announced;
        this.next = after(bytes);
    }

    /** Reports the number of bytes transferred if another MiB is complete. */
    public void reached(long bytes) {
        if (bytes >= next && reporting.tryLock()) {
            try {
                if (bytes >= next) {
                    next = after(bytes);
                    report(bytes, false);
                }
            } finally {
                reporting.unlock();
            }
        }
    }

    /** Reports that the transfer is complete and verified. */
    public void done(long bytes) {
        report(bytes, true);
    }

    private void report(long bytes, boolean done) {
        listener.progress(new TransferProgress(maskedUrl, fileName, bytes, announced, done));
    }

    private static long after(long bytes) {
        return bytes - bytes % STEP + STEP;
    }
}
