// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.osspresigned.message.ResultHeaders;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredTransfer;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Delivers an object as a stream that the route reads during the download.
 *
 * @param use begins the use of the client by a stream, and returns what ends it
 */
public record StreamDelivery(Supplier<Runnable> use) implements Delivery {

    @Override
    public DownloadResult deliver(
            TransferClient client,
            Exchange exchange,
            ObjectRequest object,
            MonitoredTransfer monitored,
            Cancellation cancellation)
            throws IOException {
        DownloadResult result = client.stream(object, cancellation);
        if (result instanceof DownloadStream stream) {
            ReadOnceStream body = new ReadOnceStream(stream, monitored, use.get());
            ExchangeCleanup.register(exchange, body::release);
            ResultHeaders headers = new ResultHeaders(exchange.getMessage());
            headers.name(stream.fileName());
            headers.length(stream.length());
            headers.streamed(stream);
            exchange.getMessage().setBody(body);
        }
        return result;
    }
}
