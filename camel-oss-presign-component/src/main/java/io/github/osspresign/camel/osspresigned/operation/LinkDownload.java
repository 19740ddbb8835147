// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.message.KnownHeaders;
import io.github.osspresign.camel.message.TextValue;
import io.github.osspresign.camel.osspresigned.delivery.Delivery;
import io.github.osspresign.camel.osspresigned.idempotent.DuplicateFilter;
import io.github.osspresign.camel.osspresigned.idempotent.IdempotentEntry;
import io.github.osspresign.camel.osspresigned.message.ConsumedLink;
import io.github.osspresign.camel.osspresigned.message.LinkReader;
import io.github.osspresign.camel.osspresigned.message.ResultHeaders;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredTransfer;
import io.github.osspresign.camel.osspresigned.monitor.TransferMonitor;
import io.github.osspresign.camel.seen.DownloadConfirmation;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntry;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.AlreadySeen;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadFilter;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Expression;
import org.apache.camel.StatefulService;
import org.apache.camel.spi.Synchronization;
import org.jspecify.annotations.Nullable;

/**
 * Downloads the object of a link for an exchange: names it, checks for duplicates, delivers it and reports the result.
 *
 * @param client client of the started endpoint
 * @param refresher source of new links of the started endpoint, or {@code null} if expired links are not renewed
 * @param idempotent filter of duplicates of the started endpoint, or {@code null} if duplicates are delivered
 */
public record LinkDownload(
        Delivery delivery,
        @Nullable Expression fileName,
        TransferMonitor monitor,
        Supplier<TransferClient> client,
        Supplier<@Nullable LinkRefresher> refresher,
        Supplier<@Nullable DuplicateFilter> idempotent) {

    /**
     * Downloads the link of an entry for a consumer, and shows it to the route in a header.
     *
     * @return {@code false} if the object is a duplicate, {@code true} otherwise
     */
    public boolean download(Exchange exchange, LinkEntry entry, StatefulService consumer) throws IOException {
        if (entry instanceof LinkEntry.Broken broken) {
            throw broken.failure();
        }
        PresignedLink link = ((LinkEntry.Usable) entry).link();
        ConsumedLink.set(exchange, link);
        return download(exchange, link, new CancellationCondition(exchange, consumer));
    }

    /** Downloads the link of a message to a producer. */
    public void download(Exchange exchange, CancellationCondition cancellation) throws IOException {
        KnownHeaders.check(exchange.getMessage());
        download(exchange, LinkReader.single(exchange), cancellation);
    }

    /** Downloads the object of a link and makes it the body. Returns whether the object is no duplicate. */
    private boolean download(Exchange exchange, PresignedLink link, CancellationCondition cancellation)
            throws IOException {
        exchange.getMessage().setHeader(OssPresignedConstants.URL_MASKED, link.maskedUrl());
        String name = fileName == null ? null : TextValue.orNull("fileName", fileName.evaluate(exchange, Object.class));
        DuplicateFilter duplicates = idempotent.get();
        IdempotentEntry entry = duplicates == null ? null : duplicates.entry(exchange, null);
        DownloadFilter filter = entry == null ? DownloadFilter.OPEN : entry;

        MonitoredTransfer monitored = monitor.start(link, exchange);
        try {
            ObjectRequest object = ObjectRequest.builder(link)
                    .fileName(name)
                    .listener(monitored)
                    .refresher(refresher.get())
                    .filter(filter)
                    .build();
            DownloadResult result =
                    delivery.deliver(client.get(), exchange, object, monitored, new Cancellation(cancellation));
            cancellation.handToRoute();
            monitored.ended(result);
            conclude(exchange, result, entry);
            DownloadConfirmation.endWith(exchange, link, () -> hasObject(monitored.outcome(), entry));
            return !(result instanceof AlreadySeen);
        } catch (IOException | RuntimeException | Error e) {
            monitored.failed(e);
            if (entry != null) {
                entry.release();
            }
            throw e;
        }
    }

    /** Returns whether the object of a link is known to have been downloaded: now, or by an earlier exchange with this object. */
    private static boolean hasObject(@Nullable Outcome outcome, @Nullable IdempotentEntry entry) {
        return outcome == Outcome.DOWNLOADED
                || (outcome == Outcome.DUPLICATE && entry != null && entry.isKeyedByObject());
    }

    /** Ends what a download holds for an exchange that no route gets. */
    public static void drop(Exchange exchange) {
        List<Synchronization> completions = exchange.getExchangeExtension().handoverCompletions();
        if (completions != null) {
            completions.forEach(completion -> completion.onFailure(exchange));
        }
    }

    private static void conclude(Exchange exchange, DownloadResult result, @Nullable IdempotentEntry entry) {
        if (result instanceof AlreadySeen) {
            exchange.setProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, true);
            new ResultHeaders(exchange.getMessage()).clear();
            exchange.getMessage().setBody(null);
        } else {
            exchange.removeProperty(ExchangePropertyKey.DUPLICATE_MESSAGE);
        }
        if (entry != null) {
            // Without a key, the entry does nothing.
            entry.endWith(exchange);
        }
    }
}
