package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.osspresigned.transfer.LinkDownload;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PooledExchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;

/** Base class of consumers that poll for links. A graceful stop waits for their running downloads. */
public abstract class AbstractLinkPollConsumer extends ScheduledPollConsumer implements ShutdownAware {

    private volatile @Nullable ShutdownRunningTask shutdownRunningTask;

    AbstractLinkPollConsumer(Endpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    protected final int poll() throws Exception {
        shutdownRunningTask = null;
        return pollLinks();
    }

    /** Polls once, and returns the number of exchanges. */
    abstract int pollLinks() throws Exception;

    /** Returns whether the poll may start another link. */
    final boolean mayContinue() {
        ShutdownRunningTask task = shutdownRunningTask;
        return isRunAllowed() && (task == null || task == ShutdownRunningTask.CompleteAllTasks);
    }

    /** Ends an exchange that no route gets, and with it what the download holds for the exchange. */
    final void drop(Exchange exchange) {
        LinkDownload.drop(exchange);
        if (exchange instanceof PooledExchange pooled) {
            // Returns it to the pool; releaseExchange would return it twice.
            pooled.done();
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        this.shutdownRunningTask = shutdownRunningTask;
        return false;
    }

    /** Counts a running download as pending, so that graceful shutdown waits for it. */
    @Override
    public int getPendingExchangesSize() {
        return isPolling() ? 1 : 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {}
}
