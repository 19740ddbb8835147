package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.message.LinkReader;
import java.time.Duration;
import org.apache.camel.DynamicPollingConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PollingConsumerSupport;
import org.jspecify.annotations.Nullable;

/** Downloads the link of the exchange that polls, so that one endpoint serves all links. */
final class OssPresignedPollingConsumer extends PollingConsumerSupport implements DynamicPollingConsumer {

    private final LinkDownload downloads;

    OssPresignedPollingConsumer(OssPresignedEndpoint endpoint, LinkDownload downloads) {
        super(endpoint);
        this.downloads = downloads;
    }

    /** A failure is that of the exchange, so that the route's error handler sees its kind. */
    @Override
    public Exchange receive(Exchange polling) {
        return receive(polling, CancellationCondition.of(polling, this));
    }

    /** The link is here already; there is nothing to wait for but the download. */
    @Override
    public Exchange receiveNoWait(Exchange polling) {
        return receive(polling);
    }

    /** {@code null} where the download takes longer; it is broken off then, and the next one goes on from there. */
    @Override
    public @Nullable Exchange receive(Exchange polling, long timeout) {
        CancellationCondition givenUp = CancellationCondition.after(Duration.ofMillis(timeout), polling, this);
        Exchange exchange = receive(polling, givenUp);
        // It may have come about in this very moment.
        return exchange.getException() != null && givenUp.isTimeUp() ? null : exchange;
    }

    private Exchange receive(Exchange polling, CancellationCondition givenUp) {
        Exchange exchange = ExchangeHelper.createCorrelatedCopy(polling, false);
        try {
            downloads.download(exchange, LinkReader.single(exchange), givenUp);
        } catch (Exception e) {
            exchange.setException(e);
        }
        return exchange;
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
                "link: expected pollEnrich, whose message has the link, or linkSource, but there is neither");
    }
}
