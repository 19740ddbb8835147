package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.transfer.Downloader;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.StreamRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Lets the object flow through the route while it arrives. */
public final class StreamDelivery implements Delivery {

    private final Supplier<Downloader> downloader;

    public StreamDelivery(Supplier<Downloader> downloader) {
        this.downloader = downloader;
    }

    @Override
    public DownloadResult deliver(Exchange exchange, DeliveryRequest wanted) throws IOException {
        StreamRequest request = new StreamRequest(
                wanted.link(), wanted.fileName(), wanted.watched(), wanted.refresher(), wanted.gate(), wanted.unless());
        DownloadResult result = downloader.get().stream(request, wanted.cancellation());
        if (result instanceof DownloadStream object) {
            MonitoredStream watched = new MonitoredStream(object, wanted.watched());
            ExchangeCleanup.of(exchange, watched::close);
            ResultHeaders headers = new ResultHeaders(exchange.getMessage());
            headers.name(Path.of(object.fileName()));
            headers.length(object.length());
            headers.streamed(object);
            exchange.getMessage().setBody(new ReadOnceStream(watched, object.length()));
        }
        return result;
    }
}
