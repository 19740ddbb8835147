// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.attempt;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.failure.Handover;
import io.github.osspresign.transfer.http.HttpDate;
import io.github.osspresign.transfer.http.ResponseCheck;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.time.Deadline;
import io.github.osspresign.transfer.wire.Response;
import java.io.IOException;
import java.time.Instant;

/**
 * One running transfer, or the part of one that can be cancelled alone. A failure inside a response gets its context here:
 * link, response and progress. Closed when it ends.
 */
public record Transfer(TransferContext shared, Deadline deadline, ProgressListener listener) implements AutoCloseable {

    /** Reads a response. */
    public interface Reading<T> {
        /**
         * Returns what the response says.
         *
         * @param check accepts the response, or tells what it says instead
         * @throws IOException if it is a failure
         */
        T read(Response response, ResponseCheck check) throws IOException;
    }

    /** Returns the same transfer with another listener. */
    public Transfer reportingTo(ProgressListener other) {
        return new Transfer(shared, deadline, other);
    }

    /** Starts a part of the transfer, which ends with it. The end of the part does not end the transfer. */
    public Transfer startPart() {
        return new Transfer(shared, deadline.ofPart(), listener);
    }

    public TransferOptions options() {
        return shared.options();
    }

    /**
     * Reads a response, which stays open unless that fails.
     *
     * @param link link of the request
     */
    public <T> T read(UsableLink link, Response response, Reading<T> reading) throws OssPresignException {
        try (Handover handover = new Handover(response)) {
            Instant serviceTime = HttpDate.of(response);
            if (serviceTime != null) {
                listener.responseReceived(serviceTime);
            }
            return handover.to(reading.read(response, new ResponseCheck(link, deadline)));
        } catch (IOException e) {
            throw response.failures(link.failures()).body(e, response.contentLength());
        }
    }

    @Override
    public void close() {
        deadline.close();
    }
}
