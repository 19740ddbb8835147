// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.attempt;

import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;

/** One running transfer, or the part of one that can be cancelled alone. Closed when it ends. */
public record Transfer(TransferContext shared, Deadline deadline, ProgressListener listener) implements AutoCloseable {

    /** Returns the same transfer with another listener. */
    public Transfer reportingTo(ProgressListener other) {
        return new Transfer(shared, deadline, other);
    }

    /** Starts a part of the transfer, which ends with it. The end of the part does not end the transfer. */
    public Transfer startPart() {
        return new Transfer(shared, deadline.ofPart(deadline.cancellation()), listener);
    }

    public TransferOptions options() {
        return shared.options();
    }

    @Override
    public void close() {
        deadline.close();
    }
}
