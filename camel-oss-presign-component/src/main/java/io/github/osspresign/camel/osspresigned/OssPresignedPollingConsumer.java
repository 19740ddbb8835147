// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.operation.CancellationCondition;
import io.github.osspresign.camel.osspresigned.operation.LinkDownload;
import java.time.Duration;
import org.apache.camel.DynamicPollingConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Polling consumer of {@code pollEnrich} that downloads the link of the polling exchange. One endpoint serves all links. */
final class OssPresignedPollingConsumer extends PollingConsumerSupport implements DynamicPollingConsumer {

    private final OssPresignedEndpoint endpoint;
    private final LinkDownload download;

    OssPresignedPollingConsumer(OssPresignedEndpoint endpoint, LinkDownload download) {
        super(endpoint);
        this.endpoint = endpoint;
        this.download = download;
    }

    /** Downloads without timeout. A failure is set on the exchange, so that the error handler of the route sees its type. */
    @Override
    public Exchange receive(Exchange polling) {
        return receive(polling, new CancellationCondition(polling, this));
    }

    /** Downloads without timeout, because the link is already available. */
    @Override
    public Exchange receiveNoWait(Exchange polling) {
        return receive(polling);
    }

    /** Downloads within a timeout. After the timeout it cancels the download, which the next one resumes, and returns {@code null}. */
    @Override
    public @Nullable Exchange receive(Exchange polling, long timeout) {
        CancellationCondition cancellation = new CancellationCondition(polling, this, Duration.ofMillis(timeout));
        Exchange exchange = receive(polling, cancellation);
        // The download may have succeeded at the end of the timeout.
        return exchange.getException() != null && cancellation.isTimedOut() ? null : exchange;
    }

    private Exchange receive(Exchange polling, CancellationCondition cancellation) {
        // The download is one of the polling exchange and ends with it, whatever becomes of the aggregation.
        Exchange exchange = ExchangeHelper.createCopy(polling, true);
        try {
            downloadInUse(exchange, cancellation);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            exchange.getExchangeExtension().setUnitOfWork(null);
        }
        return exchange;
    }

    private void downloadInUse(Exchange exchange, CancellationCondition cancellation) throws Exception {
        endpoint.begin();
        boolean started = false;
        try {
            started = endpoint.startIfDropped();
            download.download(exchange, cancellation);
        } finally {
            endpoint.end();
            if (started) {
                ServiceHelper.stopService(endpoint);
            }
        }
    }

    @Override
    public Exchange receive() {
        throw noExchange();
    }

    @Override
    public Exchange receiveNoWait() {
        throw noExchange();
    }

    @Override
    public Exchange receive(long timeout) {
        throw noExchange();
    }

    private static UnsupportedOperationException noExchange() {
        return new UnsupportedOperationException(
                "link: polling without a message is not supported; use pollEnrich, whose message contains the link, or"
                        + " linkSource");
    }
}
