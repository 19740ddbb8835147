// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.transfer.attempt.ParallelWork;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.file.MissingRanges;
import io.github.osspresign.transfer.http.ByteRange;
import java.io.IOException;
import java.util.Objects;

/** First response of an attempt to download a file, and the ranges of the object that are still missing. */
record FirstResponse(AttemptRequests requests, AttemptRequests.Part part, MissingRanges missing)
        implements AutoCloseable {

    /**
     * Writes this response and the missing ranges: the caller and workers in parallel. The first failure of one of them
     * ends the work of all. If this fails, no worker is running any more.
     */
    void writeTo(PartFileWriter writer, Transfer transfer) throws IOException {
        ParallelWork work = new ParallelWork(transfer.deadline().scheduling().workers(), requests::cancel);
        int helpers = (int) Math.min(transfer.options().parallelism() - 1, missing.parts());
        ParallelWork.Task further = () -> writeMissing(writer, work);
        ParallelWork.Task own = () -> {
            writer.write(part);
            further.run();
        };
        work.run(own, helpers, further);
    }

    private void writeMissing(PartFileWriter writer, ParallelWork work) throws IOException {
        while (!work.hasFailed()) {
            ByteRange range = missing.next();
            if (range == null) {
                return;
            }
            try (AttemptRequests.Part further = requests.askFurther(range, Objects.requireNonNull(part.validator()))) {
                missing.putBack(range, further.range());
                writer.write(further);
                further.requireProgress(range);
            }
        }
    }

    @Override
    public void close() {
        part.close();
    }
}
