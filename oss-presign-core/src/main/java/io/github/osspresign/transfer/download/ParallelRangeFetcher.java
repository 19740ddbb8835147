// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.transfer.attempt.ParallelWork;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.file.MissingRanges;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the missing ranges of an object in parallel: the caller, which already has a response, and workers. The first
 * failure of one of them ends the work of all.
 */
final class ParallelRangeFetcher {

    private final TransferOptions options;
    private final PartFileWriter writer;
    private final MissingRanges missing;
    private final AttemptRequests requests;
    private final @Nullable StrongValidator validator;
    private final ParallelWork work;

    /**
     * Prepares to fetch the missing ranges of an object.
     *
     * @param validator {@code null} if no range is missing
     */
    ParallelRangeFetcher(
            Transfer transfer,
            PartFileWriter writer,
            MissingRanges missing,
            AttemptRequests requests,
            @Nullable StrongValidator validator) {
        this.options = transfer.options();
        this.writer = writer;
        this.missing = missing;
        this.requests = requests;
        this.validator = validator;
        this.work = new ParallelWork(transfer.deadline().scheduling().workers(), requests::cancel);
    }

    /** Fetches all missing ranges. If this fails, no worker is running any more. */
    void work(AttemptRequests.Part lead) throws IOException {
        int helpers = (int) Math.min(options.parallelism() - 1, missing.parts());
        work.run(() -> fetchAfter(lead), helpers, this::fetchMissing);
    }

    private void fetchAfter(AttemptRequests.Part lead) throws IOException {
        writer.write(lead);
        fetchMissing();
    }

    private void fetchMissing() throws IOException {
        for (ByteRange range = next(); range != null; range = next()) {
            try (AttemptRequests.Part part = requests.askFurther(range, Objects.requireNonNull(validator))) {
                missing.putBack(range, Objects.requireNonNull(part.range()));
                writer.write(part);
                part.requireProgress(range);
            }
        }
    }

    private @Nullable ByteRange next() {
        return work.hasFailed() ? null : missing.next();
    }
}
