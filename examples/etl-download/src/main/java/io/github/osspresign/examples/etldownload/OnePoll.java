// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/** Tells when the folder of manifests has been gone through. */
final class OnePoll implements PollingConsumerPollStrategy {

    private final CompletableFuture<Integer> manifests = new CompletableFuture<>();

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        manifests.complete(polledMessages);
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        manifests.completeExceptionally(cause);
        return false;
    }

    /** Returns the number of manifests, as soon as all of them have been processed. */
    CompletableFuture<Integer> manifests() {
        return manifests;
    }
}
