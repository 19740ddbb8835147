// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.attempt.ProgressReporter;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferProgress;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Progress of the parts of an upload as that of one transfer: bytes that are sent again do not count. Thread-safe. */
final class MultipartProgress {

    private final ProgressListener listener;
    private final ProgressReporter reporter;
    private final AtomicInteger retries = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** @param announced number of bytes of all parts, -1 if it is unknown */
    MultipartProgress(ProgressListener listener, String maskedUrl, String objectKey, long announced) {
        this.listener = listener;
        this.reporter = new ProgressReporter(listener, maskedUrl, objectKey, announced, 0);
    }

    /** Returns the listener of the attempts of one request. */
    ProgressListener ofRequest() {
        return new ProgressListener() {
            private long best;

            @Override
            public void progress(TransferProgress progress) {
                long more = progress.bytes() - best;
                if (more > 0) {
                    best += more;
                    add(more);
                }
            }

            @Override
            public void responseReceived(Instant serviceTime) {
                listener.responseReceived(serviceTime);
            }

            @Override
            public void retrying(OssPresignException failure) {
                retries.incrementAndGet();
                listener.retrying(failure);
            }
        };
    }

    /** Adds bytes that need not be sent again. */
    void add(long more) {
        reporter.reached(bytes.addAndGet(more));
    }

    /** Reports that the upload is complete and verified. */
    void done(long size) {
        reporter.done(size);
    }

    /** Returns 1 and the number of repeated requests. */
    int attempts() {
        return 1 + retries.get();
    }
}
