package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.monitor.DownloadMonitor;
import io.github.osspresign.camel.osspresigned.monitor.ManagedDownloads;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;

/** A consumer that asks for links from time to time, and has to be given the time for a download when it is stopped. */
@ManagedResource(description = "Managed osspresigned consumer")
public abstract class AbstractLinkPollConsumer extends ScheduledPollConsumer
        implements ShutdownAware, ManagedDownloads {

    private final OssPresignedEndpoint endpoint;
    private volatile @Nullable ShutdownRunningTask shutdownRunningTask;

    AbstractLinkPollConsumer(OssPresignedEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected final int poll() throws Exception {
        shutdownRunningTask = null;
        return pollLinks();
    }

    /** One poll; how many exchanges it brought. */
    abstract int pollLinks() throws Exception;

    /** Whether a further link is to be begun. */
    final boolean mayGoOn() {
        ShutdownRunningTask task = shutdownRunningTask;
        return isRunAllowed() && (task == null || task == ShutdownRunningTask.CompleteAllTasks);
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        this.shutdownRunningTask = shutdownRunningTask;
        return false;
    }

    /** A download is no exchange of the route yet, but worth to be waited for like one. */
    @Override
    public int getPendingExchangesSize() {
        return isPolling() ? 1 : 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {}

    @Override
    public DownloadMonitor monitor() {
        return endpoint.monitor();
    }
}
