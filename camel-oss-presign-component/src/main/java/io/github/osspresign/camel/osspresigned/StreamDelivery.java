package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.StreamRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;

/** Lets the object flow through the route while it arrives. */
final class StreamDelivery implements Delivery {

    private final OssPresignedEndpoint endpoint;

    StreamDelivery(OssPresignedEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public DownloadResult deliver(Exchange exchange, WantedObject wanted) throws IOException {
        StreamRequest request = new StreamRequest(
                wanted.link(), wanted.fileName(), wanted.watched(), wanted.refresher(), wanted.gate(), wanted.unless());
        DownloadResult result = endpoint.downloader().stream(request, wanted.cancellation());
        if (result instanceof DownloadStream object) {
            WatchedStream watched = new WatchedStream(object, wanted.watched());
            ExchangeEnd.of(exchange, watched::close);
            OutHeaders headers = new OutHeaders(exchange.getMessage());
            headers.name(Path.of(object.fileName()));
            headers.length(object.length());
            headers.streamed(object);
            exchange.getMessage().setBody(new ReadOnceStream(watched, object.length()));
        }
        return result;
    }
}
