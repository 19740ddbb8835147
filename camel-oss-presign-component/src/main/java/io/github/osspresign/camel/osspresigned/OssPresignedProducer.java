// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.monitor.TransferHealthCheck;
import io.github.osspresign.camel.osspresigned.operation.CancellationCondition;
import io.github.osspresign.camel.osspresigned.operation.LinkDownload;
import java.util.Objects;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.PooledExchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.service.ServiceHelper;

/** Producer that downloads or uploads through the link of each message. */
final class OssPresignedProducer extends DefaultAsyncProducer {

    /** Download or upload through the link of a message. */
    @FunctionalInterface
    interface LinkOperation {
        void process(Exchange exchange, CancellationCondition cancellation) throws Exception;
    }

    private final OssPresignedEndpoint endpoint;
    private final LinkOperation operation;
    private final TransferHealthCheck health;
    /** Whether this producer has started its endpoint again, which Camel then does not stop. */
    private volatile boolean startedEndpoint;

    OssPresignedProducer(OssPresignedEndpoint endpoint, LinkOperation operation) {
        super(endpoint);
        this.endpoint = endpoint;
        this.operation = operation;
        this.health = new TransferHealthCheck("producer:osspresigned-" + endpoint.getId(), endpoint, () -> null);
    }

    /** Processes on the calling thread. The callback aggregates the copy of enrich. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        String original = exchange.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        // The copy that enrich sends. An exchange of a caller of this producer has no unit of work either.
        boolean copy = original != null && exchange.getUnitOfWork() == null && !(exchange instanceof PooledExchange);
        if (copy) {
            // A redelivery of the original exchange may acquire its key again.
            exchange.setExchangeId(Objects.requireNonNull(original));
        }
        try {
            processInUse(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        callback.done(true);
        if (copy) {
            // The aggregation has failed, or has left the copy out.
            LinkDownload.drop(exchange);
        }
        return true;
    }

    private void processInUse(Exchange exchange) throws Exception {
        endpoint.begin();
        try {
            startedEndpoint |= endpoint.startIfDropped();
            operation.process(exchange, new CancellationCondition(exchange, this));
        } finally {
            endpoint.end();
            if (isStoppingOrStopped()) {
                stopDroppedEndpoint();
            }
        }
    }

    /** Stops the endpoint if this producer has started it again. */
    private void stopDroppedEndpoint() {
        if (startedEndpoint) {
            ServiceHelper.stopService(endpoint);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        health.addTo(endpoint);
    }

    @Override
    protected void doStop() throws Exception {
        health.remove();
        stopDroppedEndpoint();
        super.doStop();
    }
}
