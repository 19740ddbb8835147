// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.attempt;

import io.github.osspresign.transfer.file.AbandonedFiles;
import io.github.osspresign.transfer.file.DiskReserve;
import io.github.osspresign.transfer.file.FreeSpace;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.time.Deadline;
import io.github.osspresign.transfer.time.RateLimiter;
import io.github.osspresign.transfer.time.Scheduling;
import io.github.osspresign.transfer.wire.Transport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Resources that all transfers of one client share.
 *
 * @param rateLimiter limits the rate of all transfers together
 * @param freeSpace source of the free disk space
 * @param abandoned deletes what killed processes have left
 */
public record TransferContext(
        TransferOptions options,
        Transport transport,
        Scheduling scheduling,
        RandomGenerator random,
        RateLimiter rateLimiter,
        FreeSpace freeSpace,
        AbandonedFiles abandoned) {

    public Instant now() {
        return scheduling.time().instant();
    }

    /** Deletes in the background what killed processes have left in a directory, at its first use. */
    public void deleteAbandoned(Path directory) {
        abandoned.deleteAtFirstUse(directory, now(), scheduling.workers());
    }

    /** Returns the disk space that temporary files leave free. */
    public DiskReserve temporaryReserve() {
        return DiskReserve.ofTemporaryFiles(options.minFreeDisk(), freeSpace);
    }

    /**
     * Starts a transfer.
     *
     * @param cancellation cancels the transfer, as the end of the client does
     */
    public Transfer start(Cancellation cancellation, ProgressListener listener) {
        return new Transfer(this, new Deadline(scheduling, options.transferTimeout(), cancellation), listener);
    }
}
