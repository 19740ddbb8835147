// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredEndpoint;
import io.github.osspresign.camel.osspresigned.monitor.TransferHealthCheck;
import io.github.osspresign.camel.osspresigned.operation.LinkDownload;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntries;
import io.github.osspresign.link.manifest.LinkEntry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
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
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.EventDrivenPollingConsumer;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.concurrent.ThreadType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumer that receives messages with links from the consumer of another endpoint, the source, and downloads the links
 * before routing. The exchange of the source succeeds or fails, so that the source acknowledges or rejects its message.
 */
public final class LinkSourceConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {

    /*
     * A message with one link is routed itself, so that replies and transactions work unchanged. For several links, copies
     * of the message are routed while the thread of the source waits, and the exchange of the source then takes the first
     * failure. In both cases the exchange of the source has a unit of work from the start: the source acknowledges the
     * message in its completion, which must also run if a download fails before the route starts.
     */

    private static final Logger LOG = LoggerFactory.getLogger(LinkSourceConsumer.class);

    /** A platform thread takes about 1 MiB of address space and a place in the scheduler of the system. */
    private static final int MAX_PLATFORM_THREADS = 64;

    private static final int MAX_VIRTUAL_THREADS = 1024;

    private final MonitoredEndpoint endpoint;
    private final LinkSource source;
    private final LinkDownload download;
    private final int concurrentDownloads;
    private final LinkFailureLog failureLog = new LinkFailureLog();
    /** Number of source messages in progress. The route does not count those whose links are downloading. */
    private final AtomicInteger pending = new AtomicInteger();

    private @Nullable Consumer delegate;
    private volatile @Nullable ExecutorService helpers;

    /** @param concurrentDownloads number of links of a message that are downloaded at a time */
    public LinkSourceConsumer(
            MonitoredEndpoint endpoint,
            Processor processor,
            LinkSource source,
            LinkDownload download,
            int concurrentDownloads) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.source = source;
        this.download = download;
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
        delegate = source.endpoint().createConsumer(new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return receive(exchange, callback);
            }
        });
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
        // After a failed start, Camel starts the route again without the endpoint.
        ServiceHelper.startService(endpoint);
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
        ServiceHelper.startService(source.endpoint(), delegate);
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
        return waiting + pending.get();
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

    /** Who ends the unit of work of an exchange of the source, and with it the completions of the exchange. */
    private enum Owner {
        /** This consumer. */
        CONSUMER,
        /** Who has given the exchange to the source. */
        SOURCE,
        /** A poller, such as pollEnrich, which takes over the completions of an exchange that has no unit of work. */
        POLLER
    }

    private Owner owner(Exchange exchange) {
        UnitOfWork existing = exchange.getUnitOfWork();
        if (existing == null) {
            return getProcessor() instanceof EventDrivenPollingConsumer ? Owner.POLLER : Owner.CONSUMER;
        }
        // A pooled exchange keeps the unit of work of its last message, which is ended and to be prepared again.
        return existing.onPrepare(exchange) ? Owner.CONSUMER : Owner.SOURCE;
    }

    /** Processes a message of the source. */
    private boolean receive(Exchange exchange, AsyncCallback callback) {
        RuntimeException unreadable = filterHeaders(exchange);
        Owner owner = owner(exchange);
        pending.incrementAndGet();
        AsyncCallback completion = doneSync -> {
            if (owner == Owner.CONSUMER) {
                doneUoW(exchange);
            }
            pending.decrementAndGet();
            callback.done(doneSync);
        };
        boolean intoRoute;
        try {
            if (owner == Owner.CONSUMER && exchange.getUnitOfWork() == null) {
                createUoW(exchange);
            }
            if (unreadable != null) {
                throw unreadable;
            }
            intoRoute = prepareForRoute(exchange);
        } catch (Throwable e) {
            intoRoute = fail(exchange, exchange, null, e);
        }
        if (intoRoute && owner != Owner.POLLER) {
            return getAsyncProcessor().process(exchange, completion);
        }
        if (owner == Owner.POLLER && !(intoRoute && reachesPoller(exchange))) {
            UnitOfWorkHelper.doneSynchronizations(
                    exchange, exchange.getExchangeExtension().handoverCompletions());
        }
        completion.done(true);
        return true;
    }

    /** Removes headers before the unit of work keeps a copy as the original message; returns why that fails, or {@code null}. */
    private @Nullable RuntimeException filterHeaders(Exchange exchange) {
        try {
            source.headers().filter(exchange.getMessage());
            return null;
        } catch (RuntimeException e) {
            // Of a source that reads headers when they are asked for.
            return e;
        }
    }

    private boolean reachesPoller(Exchange exchange) {
        Throwable failure = exchange.getException();
        return getAsyncProcessor().process(exchange, done -> {}) && exchange.getException() == failure;
    }

    /** Downloads the links of a message. Returns whether the exchange itself continues into the route, with its only link. */
    private boolean prepareForRoute(Exchange exchange) {
        try (LinkEntries links = source.reader().all(exchange)) {
            LinkEntry first = links.hasNext() ? links.next() : null;
            if (first != null && links.hasNext()) {
                LinkSummary summary = new LinkBatch(this, exchange, first, links).run();
                Throwable failure = exchange.getException();
                LOG.info(
                        "{}{} (exchange {})",
                        summary,
                        failure == null ? "" : ", first failure: " + LinkFailureLog.text(null, failure),
                        exchange.getExchangeId());
                endpoint.monitor().batchFinished(exchange, summary);
                return false;
            }
            return first != null && prepareForRoute(exchange, exchange, first);
        }
    }

    /**
     * Downloads a link. Returns whether the exchange continues into the route: with the object, or with a failure for the
     * error handler of the route. A duplicate does not continue.
     *
     * @param source exchange of the source message, which may be the same exchange
     */
    boolean prepareForRoute(Exchange source, Exchange exchange, LinkEntry entry) {
        try {
            return download.download(exchange, entry, this);
        } catch (Exception e) {
            return fail(source, exchange, entry instanceof LinkEntry.Usable usable ? usable.link() : null, e);
        }
    }

    /** Sets a failure. Returns whether the exchange continues into the route, as with {@code bridgeErrorHandler}. */
    private boolean fail(Exchange source, Exchange exchange, @Nullable PresignedLink link, Throwable failure) {
        exchange.setException(failure);
        boolean bridged = endpoint.isBridgeErrorHandler();
        if (bridged) {
            exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
            exchange.getExchangeExtension().setErrorHandlerHandled(null);
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
        } else {
            failureLog.add(source, link, failure);
        }
        return bridged;
    }

    /** Reports a list of links that cannot be read to its end. */
    void logUnreadable(Exchange source, Throwable failure) {
        failureLog.add(source, null, failure);
    }

    /** Routes an exchange and waits until it is done. */
    void routeNow(Exchange exchange) {
        try {
            getAsyncProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }
}
