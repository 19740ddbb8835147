// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.seen;

import io.github.osspresign.link.PresignedLink;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** Request of a consumer to learn whether its link has been downloaded. An exchange and its copies carry it as a property. */
public final class DownloadConfirmation {

    private static final String PROPERTY = "PresignDownloadConfirmation";

    private final String url;
    private final Consumer<Exchange> downloaded;

    private DownloadConfirmation(String url, Consumer<Exchange> downloaded) {
        this.url = url;
        this.downloaded = downloaded;
    }

    /**
     * Requests the confirmation for the link of an exchange.
     *
     * @param downloaded is called for each exchange that has downloaded the link and has succeeded, on any thread
     */
    public static void request(Exchange exchange, PresignedLink link, Consumer<Exchange> downloaded) {
        exchange.setProperty(PROPERTY, new DownloadConfirmation(link.url(), downloaded));
    }

    /**
     * Confirms a download when its exchange has succeeded, if the link is that of the request.
     *
     * @param isDownloaded returns at the end of the exchange whether the download has succeeded, because a stream is read
     *     after the download step
     */
    public static void endWith(Exchange exchange, PresignedLink link, BooleanSupplier isDownloaded) {
        if (exchange.getProperty(PROPERTY) instanceof DownloadConfirmation request && request.url.equals(link.url())) {
            exchange.getExchangeExtension().addOnCompletion(new DeliveryCompletion(exchange) {
                @Override
                protected void delivered(Exchange done) {
                    if (isDownloaded.getAsBoolean()) {
                        request.downloaded.accept(done);
                    }
                }

                @Override
                protected void notDelivered() {}
            });
        }
    }
}
