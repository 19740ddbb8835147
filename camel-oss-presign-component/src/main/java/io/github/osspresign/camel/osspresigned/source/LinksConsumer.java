// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.osspresigned.transfer.LinkDownload;
import io.github.osspresign.link.manifest.LinkEntry;
import java.io.Closeable;
import java.util.Iterator;
import java.util.Queue;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.PooledExchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.IOHelper;

/**
 * Consumer that polls a bean for links and creates an exchange for each of them, one by one. A graceful stop waits for its
 * running download.
 */
public final class LinksConsumer extends ScheduledBatchPollingConsumer {

    private final LinksBean links;
    private final LinkDownload download;

    public LinksConsumer(Endpoint endpoint, Processor processor, LinksBean links, LinkDownload download) {
        super(endpoint, processor);
        this.links = links;
        this.download = download;
    }

    @Override
    protected void doStart() throws Exception {
        // After a failed start, Camel starts the route again without the endpoint.
        ServiceHelper.startService(getEndpoint());
        super.doStart();
    }

    @Override
    protected int poll() {
        shutdownRunningTask = null;
        Iterator<?> entries = links.links();
        try {
            boolean more = entries.hasNext();
            forceConsumerAsReady();
            int index = 0;
            RuntimeException failure = null;
            while (more && isBatchAllowed()) {
                LinkEntry entry = LinksBean.entry(entries.next(), index + 1);
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
        } finally {
            // An iterator may read from a resource. The splitter of Camel closes it too.
            if (entries instanceof Closeable closeable) {
                IOHelper.close(closeable);
            }
        }
    }

    private void emit(LinkEntry entry, int index, boolean last) {
        Exchange exchange = createExchange(true);
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, last);
        if (last) {
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, index + 1);
        }

        boolean intoRoute = false;
        try {
            intoRoute = download.download(exchange, entry, this);
        } catch (Exception e) {
            getExceptionHandler().handleException("osspresigned: download of a link of the bean failed", exchange, e);
        }
        if (intoRoute) {
            process(exchange);
        } else {
            drop(exchange);
        }
    }

    /** Routes an exchange. The error handler of the route handles failures, except those that are thrown here. */
    private void process(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            getExceptionHandler().handleException("osspresigned: the route failed", exchange, e);
        }
    }

    /** Ends an exchange that no route gets, and with it what the download holds for the exchange. */
    private void drop(Exchange exchange) {
        LinkDownload.drop(exchange);
        if (exchange instanceof PooledExchange pooled) {
            // Returns it to the pool; releaseExchange would return it twice.
            pooled.done();
        }
    }

    /** Not supported: the number of links is unknown until the last one is read. */
    @Override
    public int processBatch(Queue<Object> exchanges) {
        throw new UnsupportedOperationException();
    }
}
