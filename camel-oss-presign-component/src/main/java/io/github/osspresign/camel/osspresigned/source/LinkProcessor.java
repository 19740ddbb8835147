// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.osspresigned.monitor.LinkSummary;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredEndpoint;
import io.github.osspresign.camel.osspresigned.transfer.LinkDownload;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntries;
import io.github.osspresign.link.manifest.LinkEntry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.EventDrivenPollingConsumer;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processor between a link source and the route. It creates an exchange for each link of a source message. If a link
 * fails, it processes the others, and then the source message fails.
 */
final class LinkProcessor extends DelegateAsyncProcessor {

    /*
     * A message with one link is routed itself, so that replies and transactions work unchanged. For several links, copies
     * of the message are routed while the thread of the source waits, and the exchange of the source then takes the first
     * failure. In both cases the exchange of the source has a unit of work from the start: the source acknowledges the
     * message in its completion, which must also run if a download fails before the route starts.
     */

    private static final Logger LOG = LoggerFactory.getLogger(LinkProcessor.class);

    private final MonitoredEndpoint endpoint;
    private final LinkSourceConsumer consumer;
    private final Function<Exchange, LinkEntries> reader;
    private final LinkDownload linkDownload;
    private final LinkFailureLog failureLog = new LinkFailureLog();
    private final AtomicInteger pending = new AtomicInteger();

    LinkProcessor(
            MonitoredEndpoint endpoint,
            LinkSourceConsumer consumer,
            Function<Exchange, LinkEntries> reader,
            LinkDownload download) {
        super(consumer.getAsyncProcessor());
        this.endpoint = endpoint;
        this.consumer = consumer;
        this.reader = reader;
        this.linkDownload = download;
    }

    /** Returns the number of source messages in progress. The route does not count those whose links are downloading. */
    int pending() {
        return pending.get();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        UnitOfWork existing = exchange.getUnitOfWork();
        // A poller, such as pollEnrich, takes over the completions of an exchange that has no unit of work.
        boolean polled = existing == null && consumer.getProcessor() instanceof EventDrivenPollingConsumer;
        // A pooled exchange keeps the unit of work of its last message, which is ended and to be prepared again.
        boolean outermost = !polled && (existing == null || existing.onPrepare(exchange));
        pending.incrementAndGet();
        AsyncCallback completion = doneSync -> {
            if (outermost) {
                consumer.doneUoW(exchange);
            }
            pending.decrementAndGet();
            callback.done(doneSync);
        };
        boolean intoRoute;
        try {
            if (existing == null && !polled) {
                consumer.createUoW(exchange);
            }
            intoRoute = prepareForRoute(exchange);
        } catch (Throwable e) {
            intoRoute = fail(exchange, exchange, null, e);
        }
        Throwable failure = exchange.getException();
        if (intoRoute && !polled) {
            return super.process(exchange, completion);
        }
        boolean reachesPoller = intoRoute && super.process(exchange, done -> {}) && exchange.getException() == failure;
        if (polled && !reachesPoller) {
            UnitOfWorkHelper.doneSynchronizations(
                    exchange, exchange.getExchangeExtension().handoverCompletions());
        }
        completion.done(true);
        return true;
    }

    /** Downloads the links of a message. Returns whether the exchange itself continues into the route, with its only link. */
    private boolean prepareForRoute(Exchange exchange) {
        try (LinkEntries links = reader.apply(exchange)) {
            LinkEntry first = links.hasNext() ? links.next() : null;
            if (first != null && links.hasNext()) {
                LinkSummary summary = new LinkBatch(this, consumer, exchange, first, links).run();
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
            return linkDownload.download(exchange, entry, consumer);
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
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }
}
