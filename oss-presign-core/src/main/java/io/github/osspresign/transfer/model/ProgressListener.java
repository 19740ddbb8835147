// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.error.OssPresignException;
import java.time.Instant;

/** Receives the progress of a transfer. */
@FunctionalInterface
public interface ProgressListener {

    /** Listener that ignores all events. */
    ProgressListener NONE = progress -> {};

    /**
     * Called after each MiB and once when the transfer is complete, on a thread of the transfer, by one thread at a
     * time. An exception thrown here ends the transfer.
     */
    void progress(TransferProgress progress);

    /**
     * Called when the service has responded, with the object or an error; possibly by several threads at a time.
     *
     * @param serviceTime time of the service, in whole seconds
     */
    default void responseReceived(Instant serviceTime) {}

    /** Called when an attempt has failed and another one follows. */
    default void retrying(OssPresignException failure) {}
}
