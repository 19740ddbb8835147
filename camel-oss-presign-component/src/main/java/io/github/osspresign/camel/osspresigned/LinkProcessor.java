package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.message.ConsumedLink;
import io.github.osspresign.camel.osspresigned.monitor.LinkSummary;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntries;
import io.github.osspresign.link.manifest.LinkEntry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a link source and the route: one source message in, one exchange per link on. The source message fails
 * where one of its links does, after the others have been tried.
 */
final class LinkProcessor extends DelegateAsyncProcessor {

    /*
     * A message with one link travels through the route itself, so replies and transactions work as without us. Several
     * links travel on copies, and the source's thread waits for them; the source's exchange then takes over the first
     * failure. Either way the source's exchange has a unit of work from the start: the source hangs its acknowledgement
     * on it, and it must be done also where a download fails before the route begins.
     */

    private static final Logger LOG = LoggerFactory.getLogger(LinkProcessor.class);

    private final OssPresignedEndpoint endpoint;
    private final DefaultConsumer consumer;
    private final Function<Exchange, LinkEntries> reader;
    private final LinkDownload downloads;
    private final LinkExecutor threads;
    private final AtomicInteger pending = new AtomicInteger();

    LinkProcessor(
            OssPresignedEndpoint endpoint,
            DefaultConsumer consumer,
            Function<Exchange, LinkEntries> reader,
            LinkDownload downloads,
            LinkExecutor threads) {
        super(consumer.getAsyncProcessor());
        this.endpoint = endpoint;
        this.consumer = consumer;
        this.reader = reader;
        this.downloads = downloads;
        this.threads = threads;
    }

    /** Source messages whose outcome is open; a route does not count those whose links are being downloaded. */
    int pending() {
        return pending.get();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        UnitOfWork existing = exchange.getUnitOfWork();
        pending.incrementAndGet();
        AsyncCallback ended = doneSync -> {
            if (existing == null) {
                consumer.doneUoW(exchange);
            }
            pending.decrementAndGet();
            callback.done(doneSync);
        };
        boolean intoRoute;
        try {
            if (existing == null) {
                consumer.createUoW(exchange);
            }
            intoRoute = download(exchange);
        } catch (Throwable e) {
            intoRoute = fail(exchange, e);
        }
        if (intoRoute) {
            return super.process(exchange, ended);
        }
        ended.done(true);
        return true;
    }

    /** Whether the exchange itself goes on into the route, as that of a message with one link does. */
    private boolean download(Exchange exchange) {
        try (LinkEntries links = reader.apply(exchange)) {
            LinkEntry first = links.hasNext() ? links.next() : null;
            if (first != null && links.hasNext()) {
                LinkSummary summary = new LinkBatch(this, threads, exchange, first, links).run();
                LOG.info("{} (exchange {})", summary, exchange.getExchangeId());
                endpoint.monitor().summary(exchange, summary);
                return false;
            }
            return first != null && download(exchange, first);
        }
    }

    /**
     * Whether the exchange goes on into the route, with the file or with a failure for its error handler; no duplicate
     * does.
     */
    boolean download(Exchange exchange, LinkEntry entry) {
        if (entry instanceof LinkEntry.Broken broken) {
            return fail(exchange, broken.failure());
        }
        PresignedLink link = ((LinkEntry.Usable) entry).link();
        ConsumedLink.report(exchange, link);
        try {
            return downloads.download(exchange, link, CancellationCondition.of(exchange, consumer));
        } catch (Exception e) {
            return fail(exchange, e);
        }
    }

    /** Whether the failure goes into the route: only where its error handler is to see what happens before it. */
    private boolean fail(Exchange exchange, Throwable failure) {
        exchange.setException(failure);
        boolean bridged = endpoint.isBridgeErrorHandler();
        if (bridged) {
            exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
            exchange.getExchangeExtension().setErrorHandlerHandled(null);
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
        }
        return bridged;
    }

    /** The whole way through the route, before this returns. */
    void routeNow(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    /** No further link is begun once the consumer is being stopped; one that is suspended ends what it has. */
    boolean mayBegin() {
        return consumer.isRunAllowed();
    }
}
