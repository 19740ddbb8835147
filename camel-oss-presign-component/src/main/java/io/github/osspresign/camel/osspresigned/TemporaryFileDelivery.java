package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.download.DownloadRequest;
import io.github.osspresign.download.Downloaded;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Makes the object a temporary file, and the body a stream that reads it as often as the route wants to. */
final class TemporaryFileDelivery implements Delivery {

    private final OssPresignedEndpoint endpoint;

    TemporaryFileDelivery(OssPresignedEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void deliver(Exchange exchange, PresignedLink link, @Nullable String fileName) throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        boolean delivered = false;
        try {
            DownloadRequest request = DownloadRequest.builder(link, folder.path())
                    .fileName(fileName)
                    .progress(endpoint.progress())
                    .refresher(endpoint.refresher())
                    .build();
            // The folder is empty, so there is no file that could be left alone.
            Downloaded object = (Downloaded) endpoint.downloader().download(request);
            Path file = object.file();
            OutHeaders headers = new OutHeaders(exchange.getMessage());
            headers.name(folder.path().relativize(file));
            headers.noPlace();
            headers.length(object.length());
            headers.downloaded(object);
            exchange.getMessage().setBody(TemporaryFileStream.of(file, object.length(), folder, exchange));
            delivered = true;
        } finally {
            if (!delivered) {
                folder.delete();
            }
        }
    }
}
