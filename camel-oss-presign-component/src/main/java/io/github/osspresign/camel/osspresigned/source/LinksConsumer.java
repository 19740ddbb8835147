package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.osspresigned.message.ConsumedLink;
import io.github.osspresign.camel.osspresigned.transfer.CancellationCondition;
import io.github.osspresign.camel.osspresigned.transfer.LinkDownload;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntries;
import io.github.osspresign.link.manifest.LinkEntry;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;

/** Consumer that polls a bean for links and creates an exchange for each of them, one by one. */
public final class LinksConsumer extends AbstractLinkPollConsumer {

    private final LinksBean links;
    private final LinkDownload download;

    public LinksConsumer(Endpoint endpoint, Processor processor, LinksBean links, LinkDownload download) {
        super(endpoint, processor);
        this.links = links;
        this.download = download;
    }

    @Override
    int pollLinks() {
        try (LinkEntries entries = links.read()) {
            boolean more = entries.hasNext();
            forceConsumerAsReady();
            int index = 0;
            RuntimeException failure = null;
            while (more && mayContinue()) {
                LinkEntry entry = entries.next();
                try {
                    more = entries.hasNext();
                } catch (RuntimeException e) {
                    // Thrown later, so that the entry before it is not lost.
                    more = false;
                    failure = e;
                }
                emit(entry, index, !more);
                index++;
            }
            if (failure != null) {
                throw failure;
            }
            return index;
        }
    }

    private void emit(LinkEntry entry, int index, boolean last) {
        Exchange exchange = createExchange(true);
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, last);
        if (last) {
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, index + 1);
        }

        boolean intoRoute;
        try {
            intoRoute = download(exchange, entry);
        } catch (Exception e) {
            getExceptionHandler().handleException("osspresigned: download of a link of the bean failed", exchange, e);
            drop(exchange);
            return;
        }
        if (intoRoute) {
            process(exchange);
        } else {
            drop(exchange);
        }
    }

    private boolean download(Exchange exchange, LinkEntry entry) throws Exception {
        if (entry instanceof LinkEntry.Broken broken) {
            throw broken.failure();
        }
        PresignedLink link = ((LinkEntry.Usable) entry).link();
        ConsumedLink.set(exchange, link);
        return download.download(exchange, link, CancellationCondition.of(exchange, this));
    }

    /** Routes an exchange. The error handler of the route handles failures, except those that are thrown here. */
    private void process(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            getExceptionHandler().handleException("osspresigned: the route failed", exchange, e);
        }
    }
}
