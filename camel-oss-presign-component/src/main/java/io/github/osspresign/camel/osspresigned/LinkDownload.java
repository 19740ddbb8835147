package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.TextValue;
import io.github.osspresign.camel.osspresigned.delivery.Delivery;
import io.github.osspresign.camel.osspresigned.delivery.DeliveryRequest;
import io.github.osspresign.camel.osspresigned.delivery.ResultHeaders;
import io.github.osspresign.camel.osspresigned.idempotent.IdempotentDownloads;
import io.github.osspresign.camel.osspresigned.idempotent.IdempotentEntry;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredDownload;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.AlreadySeen;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadFilter;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ObjectState;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/** One link of an exchange on its way to being the object behind it: named, wanted once, delivered, watched. */
final class LinkDownload {

    private final OssPresignedEndpoint endpoint;
    private final Delivery delivery;
    private final @Nullable Expression fileName;

    LinkDownload(OssPresignedEndpoint endpoint, Delivery delivery, @Nullable Expression fileName) {
        this.endpoint = endpoint;
        this.delivery = delivery;
        this.fileName = fileName;
    }

    /**
     * Makes the object of the link the body of the exchange.
     *
     * @param givenUp breaks the download off
     * @return whether there is one; {@code false} where the object has been through the route before
     */
    boolean download(Exchange exchange, PresignedLink link, CancellationCondition givenUp) throws IOException {
        return !(downloadUnless(exchange, link, null, endpoint.refresher(), givenUp) instanceof AlreadySeen);
    }

    /**
     * The same, unless the object is still in that state.
     *
     * @param refresher gets a fresh link where this one has ended
     */
    DownloadResult downloadUnless(
            Exchange exchange,
            PresignedLink link,
            @Nullable ObjectState state,
            @Nullable LinkRefresher refresher,
            CancellationCondition givenUp)
            throws IOException {
        exchange.getMessage().setHeader(OssPresignedConstants.URL_MASKED, link.maskedUrl());
        String name = fileName == null ? null : TextValue.orNull("fileName", fileName.evaluate(exchange, Object.class));
        IdempotentDownloads idempotent = endpoint.idempotent();
        IdempotentEntry entry = idempotent == null ? null : idempotent.entry(exchange);
        DownloadFilter gate = entry == null ? DownloadFilter.OPEN : entry;
        MonitoredDownload watched = endpoint.monitor().start(link, exchange);
        try {
            DownloadResult result = delivery.deliver(
                    exchange,
                    new DeliveryRequest(link, name, watched, refresher, gate, state, new Cancellation(givenUp)));
            givenUp.handOn();
            watched.ended(result);
            conclude(exchange, result, entry);
            return result;
        } catch (IOException | RuntimeException | Error e) {
            watched.failed(e);
            if (entry != null) {
                entry.release();
            }
            throw e;
        }
    }

    private static void conclude(Exchange exchange, DownloadResult result, @Nullable IdempotentEntry entry) {
        if (result instanceof AlreadySeen) {
            exchange.setProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, true);
            new ResultHeaders(exchange.getMessage()).none();
            exchange.getMessage().setBody(null);
        } else {
            exchange.removeProperty(ExchangePropertyKey.DUPLICATE_MESSAGE);
        }
        if (entry != null) {
            // Where nothing has been admitted it has nothing to keep.
            exchange.getExchangeExtension().addOnCompletion(entry);
        }
    }
}
