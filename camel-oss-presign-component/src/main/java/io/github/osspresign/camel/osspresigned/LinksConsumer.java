package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.message.ConsumedLink;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntries;
import io.github.osspresign.link.manifest.LinkEntry;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;

/** Asks a bean for links with each poll: one exchange for each of them, one after the other. */
public final class LinksConsumer extends AbstractLinkPollConsumer {

    private final LinksBean links;
    private final LinkDownload downloads;

    LinksConsumer(OssPresignedEndpoint endpoint, Processor processor, LinksBean links, LinkDownload downloads) {
        super(endpoint, processor);
        this.links = links;
        this.downloads = downloads;
    }

    @Override
    int pollLinks() {
        try (LinkEntries entries = links.read()) {
            boolean more = entries.hasNext();
            forceConsumerAsReady();
            int index = 0;
            RuntimeException broken = null;
            while (more && mayGoOn()) {
                LinkEntry entry = entries.next();
                try {
                    more = entries.hasNext();
                } catch (RuntimeException e) {
                    // What has been read before is not to be lost by it.
                    more = false;
                    broken = e;
                }
                emit(entry, index, !more);
                index++;
            }
            if (broken != null) {
                throw broken;
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
        boolean onward;
        try {
            onward = download(exchange, entry);
        } catch (Exception e) {
            getExceptionHandler().handleException("osspresigned: no file for a link of the bean", exchange, e);
            releaseExchange(exchange, false);
            return;
        }
        if (onward) {
            process(exchange);
        } else {
            releaseExchange(exchange, false);
        }
    }

    private boolean download(Exchange exchange, LinkEntry entry) throws Exception {
        if (entry instanceof LinkEntry.Broken broken) {
            throw broken.failure();
        }
        PresignedLink link = ((LinkEntry.Usable) entry).link();
        ConsumedLink.report(exchange, link);
        return downloads.download(exchange, link, CancellationCondition.of(exchange, this));
    }

    /** The route's error handler has had the failures that the exchange holds; what is thrown would be lost. */
    private void process(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            getExceptionHandler().handleException("osspresigned: the route failed", exchange, e);
        }
    }
}
