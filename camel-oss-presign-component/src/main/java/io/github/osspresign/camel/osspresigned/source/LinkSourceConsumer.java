// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.osspresigned.monitor.MonitoredEndpoint;
import io.github.osspresign.camel.osspresigned.monitor.TransferHealthCheck;
import io.github.osspresign.camel.osspresigned.transfer.LinkDownload;
import io.github.osspresign.link.manifest.LinkEntries;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RouteAware;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.StartupListener;
import org.apache.camel.Suspendable;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.concurrent.ThreadType;
import org.jspecify.annotations.Nullable;

/**
 * Consumer that receives messages with links from the consumer of another endpoint, the source, and downloads the links
 * before routing. The exchange of the source succeeds or fails, so that the source acknowledges or rejects its message.
 */
public final class LinkSourceConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {

    /** A platform thread takes about 1 MiB of address space and a place in the scheduler of the system. */
    private static final int MAX_PLATFORM_THREADS = 64;

    private static final int MAX_VIRTUAL_THREADS = 1024;

    private final MonitoredEndpoint endpoint;
    private final Endpoint source;
    private final LinkProcessor links;
    private final int concurrentDownloads;
    private @Nullable Consumer delegate;
    private volatile @Nullable ExecutorService helpers;

    /**
     * @param reader reads the links of a message of the source
     * @param concurrentDownloads number of links of a message that are downloaded at a time
     */
    public LinkSourceConsumer(
            MonitoredEndpoint endpoint,
            Processor processor,
            Endpoint source,
            Function<Exchange, LinkEntries> reader,
            LinkDownload download,
            int concurrentDownloads) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.source = source;
        this.links = new LinkProcessor(endpoint, this, reader, download);
        this.concurrentDownloads = concurrentDownloads;
    }

    /**
     * Refuses a number of links of a message that are processed in parallel if it is not allowed.
     *
     * @param type type of the threads that Camel creates
     */
    public static void requireThreads(int concurrentDownloads, ThreadType type) {
        boolean virtual = type == ThreadType.VIRTUAL;
        int most = virtual ? MAX_VIRTUAL_THREADS : MAX_PLATFORM_THREADS;
        if (concurrentDownloads < 1 || concurrentDownloads > most) {
            throw new IllegalArgumentException(
                    "concurrentDownloads: must be 1 to " + most + ", was " + concurrentDownloads
                            + (virtual
                                    ? ""
                                    : "; with virtual threads (Java 21, -Dcamel.threads.virtual.enabled=true) it may be up to "
                                            + MAX_VIRTUAL_THREADS));
        }
    }

    /** Returns the maximum number of helpers of one message. */
    int maxHelpers() {
        return concurrentDownloads - 1;
    }

    /**
     * Starts a helper of a message; returns {@code null} if the threads have been stopped, which happens while the source
     * may still hand over a message.
     */
    @Nullable Future<?> startHelper(Runnable help) {
        ExecutorService started = helpers;
        try {
            return started == null ? null : started.submit(help);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        delegate = source.createConsumer(links);
        // Without its route, graceful shutdown would not count exchanges of the source. A consumer created by the
        // master: component has no route.
        if (delegate instanceof RouteAware aware && getRoute() != null) {
            aware.setRoute(getRoute());
        }
        if (delegate instanceof RouteIdAware aware && getRouteId() != null) {
            aware.setRouteId(getRouteId());
        }
        ServiceHelper.buildService(delegate);
        if (((HealthCheckComponent) endpoint.getComponent()).isHealthCheckConsumerEnabled()) {
            setHealthCheck(new TransferHealthCheck("consumer:osspresigned", endpoint, this::healthOfSource));
        }
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        ServiceHelper.initService(delegate);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (delegate instanceof StartupListener listener) {
            endpoint.getCamelContext().addStartupListener(listener);
        }
        // A suspended consumer that is started has them.
        if (concurrentDownloads > 1 && helpers == null) {
            // Each message starts its own helpers, so the source limits the number of threads.
            helpers = endpoint.getCamelContext()
                    .getExecutorServiceManager()
                    .newCachedThreadPool(endpoint, "OssPresignedDownloads");
        }
        ServiceHelper.startService(source, delegate);
    }

    @Override
    protected void doSuspend() throws Exception {
        ServiceHelper.suspendService(delegate);
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        ServiceHelper.resumeService(delegate);
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        // Graceful shutdown has waited before. Running downloads are cancelled first, because a JMS source waits for
        // them.
        ExecutorService stopped = helpers;
        helpers = null;
        if (stopped != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(stopped);
        }
        ServiceHelper.stopService(delegate);
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        ServiceHelper.stopAndShutdownService(delegate);
        super.doShutdown();
    }

    /** Defers the shutdown if the source has messages in memory, such as a {@code seda:} queue or a batch of files. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return delegate instanceof ShutdownAware aware && aware.deferShutdown(shutdownRunningTask);
    }

    @Override
    public int getPendingExchangesSize() {
        int waiting = delegate instanceof ShutdownAware aware ? aware.getPendingExchangesSize() : 0;
        return waiting + links.pending();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (delegate instanceof ShutdownPrepared prepared) {
            prepared.prepareShutdown(suspendOnly, forced);
        }
    }

    private @Nullable HealthCheck healthOfSource() {
        return delegate instanceof HealthCheckAware aware ? aware.getHealthCheck() : null;
    }
}
