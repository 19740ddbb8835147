// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.listener;

import io.github.osspresign.error.OssPresignException;
import java.time.Duration;

/** Listener for transfers: downloads and uploads. Concurrent transfers call it from several threads. */
public interface TransferListener {

    /** Called before the first request of a transfer. */
    default void started(TransferStart transfer) {}

    /**
     * Called after each MiB, never concurrently for the same transfer. The call blocks the transfer, so it should return
     * quickly. An exception fails the transfer.
     */
    default void progress(TransferStatus progress) {}

    /** Called when an attempt has failed and another one follows. */
    default void retrying(TransferStart transfer, OssPresignException failure) {}

    /**
     * Called for each response of the service.
     *
     * @param clockSkew time by which the clock of the service is ahead of the local clock, accurate to about a second plus
     *     the time of the response
     */
    default void responseReceived(TransferStart transfer, Duration clockSkew) {}

    /** Called once for each started transfer when it has finished, for any outcome. */
    default void finished(TransferEnd end) {}

    /**
     * Called when all links of a source message with several links have been processed.
     *
     * @param exchangeId ID of the exchange of the source message
     */
    default void batchFinished(String exchangeId, LinkSummary summary) {}
}
