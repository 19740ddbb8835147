// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TransferFailedException;
import io.github.osspresign.transfer.attempt.ParallelWork;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.file.CompletedRange;
import io.github.osspresign.transfer.file.MissingRanges;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * First response of an attempt to download a file.
 *
 * @param received what was received before, with what the response shows of the object
 * @param missing the ranges of the object that are still missing
 */
record FirstResponse(AttemptRequests requests, ObjectResponse response, Received received, MissingRanges missing)
        implements Closeable {

    private static final int NO_SUCH_RANGE = 416;

    /** Requests what is missing of the object, or its first part if nothing is known of it. */
    static FirstResponse request(AttemptRequests requests, Received received, TransferOptions options)
            throws OssPresignException {
        StrongValidator known = received.validator();
        return known == null ? probe(requests, received, options) : resume(requests, received, known, options);
    }

    private static FirstResponse probe(AttemptRequests requests, Received received, TransferOptions options)
            throws OssPresignException {
        boolean ranged = !received.whole() && !requests.processed() && options.parallelism() > 1;
        ByteRange firstPart = new ByteRange(0, options.partSize() - 1);
        ObjectResponse response;
        try {
            response = requests.ask(ranged ? firstPart : null, null);
        } catch (TransferFailedException e) {
            if (ranged && e.status() == NO_SUCH_RANGE) {
                // Some servers refuse a range of an empty object.
                return probe(requests, received.wholeOnly(), options);
            }
            throw e;
        }

        Received shown = received.of(received.whole() ? null : response.validator());
        if (response.isWhole()) {
            return new FirstResponse(requests, response, shown, MissingRanges.NONE);
        }

        long length = response.range().length();
        if (shown.validator() == null && response.object().length() > length) {
            // Further ranges could belong to another object.
            response.close();
            return probe(requests, received.wholeOnly(), options);
        }

        List<CompletedRange> start = List.of(new CompletedRange(0, length, 0));
        MissingRanges missing = new MissingRanges(start, response.object().length(), options.partSize());
        return new FirstResponse(requests, response, shown, missing);
    }

    private static FirstResponse resume(
            AttemptRequests requests, Received received, StrongValidator known, TransferOptions options)
            throws OssPresignException {
        long partSize = options.parallelism() == 1 ? Long.MAX_VALUE : options.partSize();
        MissingRanges missing = new MissingRanges(received.ranges().list(), known.size(), partSize);
        ByteRange next = missing.next();
        // If all bytes are here, a request for the last one shows whether the object is unchanged.
        ByteRange range = next == null ? new ByteRange(known.size() - 1, known.size() - 1) : next;

        ObjectResponse response = requests.ask(range, known);
        if (response.isWhole()) {
            return new FirstResponse(
                    requests, response, received.startOver().of(response.validator()), MissingRanges.NONE);
        }

        missing.putBack(range, response.range());
        return new FirstResponse(requests, response, received, missing);
    }

    /**
     * Writes this response and the missing ranges: the caller and workers in parallel. The first failure of one of them
     * ends the work of all. If this fails, no worker is running any more.
     */
    void writeTo(PartFileWriter writer, Transfer transfer) throws IOException {
        ParallelWork work = new ParallelWork(transfer.deadline().scheduling().workers(), requests::cancel);
        int helpers = (int) Math.min(transfer.options().parallelism() - 1, missing.parts());
        ParallelWork.Task further = () -> writeMissing(writer, work);
        ParallelWork.Task own = () -> {
            writer.write(response);
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
            try (ObjectResponse further = requests.askFurther(range, Objects.requireNonNull(response.validator()))) {
                missing.putBack(range, further.range());
                writer.write(further);
                further.requireProgress(range);
            }
        }
    }

    @Override
    public void close() {
        response.close();
    }
}
