package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.link.LinkEntries;
import io.github.osspresign.link.LinkEntry;
import io.github.osspresign.link.PresignedLink;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a link source and the route: one source message in, one exchange per link on. The source message fails
 * where one of its links does, after the others have been tried.
 */
final class LinkProcessor extends DelegateAsyncProcessor {

    /*
     * A message with one link travels through the route itself, so replies and transactions work as without us. Several
     * links travel on copies, one after the other on the thread of the source; the source's exchange then takes over
     * the first failure. Either way the source's exchange has a unit of work from the start: the source hangs its
     * acknowledgement on it, and it must be done also where a download fails before the route begins.
     */

    private final LinkSourceConsumer consumer;
    private final LinkReader reader;
    private final LinkDownload downloads;

    LinkProcessor(LinkSourceConsumer consumer, AsyncProcessor route, LinkReader reader, LinkDownload downloads) {
        super(route);
        this.consumer = consumer;
        this.reader = reader;
        this.downloads = downloads;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        UnitOfWork existing = exchange.getUnitOfWork();
        LinkEntries links;
        try {
            if (existing == null) {
                consumer.createUoW(exchange);
            }
            links = reader.all(exchange);
        } catch (Exception e) {
            return route(exchange, fail(exchange, e), existing, callback);
        }
        try (links) {
            LinkEntry first = links.hasNext() ? links.next() : null;
            if (first != null && links.hasNext()) {
                processEach(exchange, first, links);
                return route(exchange, false, existing, callback);
            }
            return route(exchange, first != null && download(exchange, first), existing, callback);
        }
    }

    private boolean route(Exchange exchange, boolean intoRoute, @Nullable UnitOfWork existing, AsyncCallback callback) {
        if (intoRoute) {
            return super.process(exchange, doneSync -> {
                finish(exchange, existing);
                callback.done(doneSync);
            });
        }
        finish(exchange, existing);
        callback.done(true);
        return true;
    }

    /** The source's exchange learns of failures at the end: copies made after that would start as failed ones. */
    private void processEach(Exchange exchange, LinkEntry first, LinkEntries further) {
        Exception failure = null;
        boolean rollback = false;
        boolean rollbackLast = false;
        Exchange last = null;
        for (LinkEntry entry = first; entry != null; entry = further.hasNext() ? further.next() : null) {
            Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
            copy.getExchangeExtension().setTransacted(exchange.isTransacted());
            if (download(copy, entry)) {
                processSynchronously(copy);
            }
            failure = joined(failure, copy.getException());
            rollback |= copy.isRollbackOnly();
            rollbackLast |= copy.isRollbackOnlyLast();
            last = copy;
        }
        if (last != null && ExchangeHelper.isOutCapable(exchange)) {
            // Who waits must not get the own message back, with all the links in it.
            exchange.getMessage().copyFrom(last.getMessage());
        }
        exchange.setException(failure);
        exchange.setRollbackOnly(rollback);
        exchange.setRollbackOnlyLast(rollbackLast);
    }

    private static @Nullable Exception joined(@Nullable Exception first, @Nullable Exception next) {
        if (first == null) {
            return next;
        }
        if (next != null && next != first) {
            first.addSuppressed(next);
        }
        return first;
    }

    /** Whether the exchange goes on into the route, with the file or with a failure for its error handler. */
    private boolean download(Exchange exchange, LinkEntry entry) {
        if (entry instanceof LinkEntry.Broken broken) {
            return fail(exchange, broken.failure());
        }
        PresignedLink link = ((LinkEntry.Usable) entry).link();
        exchange.getMessage().setHeader(OssPresignedConstants.LINK, link);
        try {
            downloads.download(exchange, link);
            return true;
        } catch (Exception e) {
            return fail(exchange, e);
        }
    }

    /** Whether the failure goes into the route: only where its error handler is to see what happens before it. */
    private boolean fail(Exchange exchange, Exception failure) {
        exchange.setException(failure);
        if (consumer.isBridged()) {
            exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
            exchange.getExchangeExtension().setErrorHandlerHandled(null);
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
        }
        return consumer.isBridged();
    }

    private void processSynchronously(Exchange copy) {
        try {
            getProcessor().process(copy);
        } catch (Exception e) {
            copy.setException(e);
        }
    }

    private void finish(Exchange exchange, @Nullable UnitOfWork existing) {
        if (existing == null) {
            consumer.doneUoW(exchange);
        }
    }
}
