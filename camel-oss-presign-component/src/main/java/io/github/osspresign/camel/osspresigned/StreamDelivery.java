package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.download.DownloadStream;
import io.github.osspresign.download.StreamRequest;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Lets the object flow through the route while it arrives. */
final class StreamDelivery implements Delivery {

    private final OssPresignedEndpoint endpoint;

    StreamDelivery(OssPresignedEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void deliver(Exchange exchange, PresignedLink link, @Nullable String fileName) throws IOException {
        DownloadStream object = endpoint.downloader().stream(
                new StreamRequest(link, fileName, endpoint.progress(), endpoint.refresher()));
        ExchangeEnd.of(exchange, object::close);
        OutHeaders headers = new OutHeaders(exchange.getMessage());
        headers.name(Path.of(object.fileName()));
        headers.noPlace();
        headers.length(object.length());
        headers.streamed(object);
        exchange.getMessage().setBody(new ReadOnceStream(object));
    }
}
