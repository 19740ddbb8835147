package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.DownloadStream;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Delivers an object as a stream that the route reads during the download. */
public final class StreamDelivery implements Delivery {

    private final Supplier<TransferClient> client;

    public StreamDelivery(Supplier<TransferClient> client) {
        this.client = client;
    }

    @Override
    public DownloadResult deliver(Exchange exchange, DeliveryRequest request) throws IOException {
        DownloadResult result = client.get().stream(request.object(), request.cancellation());
        if (result instanceof DownloadStream object) {
            MonitoredStream monitored = new MonitoredStream(object, request.monitored());
            ExchangeCleanup.register(exchange, monitored::close);
            ResultHeaders headers = new ResultHeaders(exchange.getMessage());
            headers.name(object.fileName());
            headers.length(object.length());
            headers.streamed(object);
            exchange.getMessage().setBody(new ReadOnceStream(monitored, object.length()));
        }
        return result;
    }
}
