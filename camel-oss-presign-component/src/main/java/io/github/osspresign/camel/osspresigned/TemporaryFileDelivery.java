package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import java.io.IOException;
import org.apache.camel.Exchange;

/** Makes the object a temporary file, and the body a stream that reads it as often as the route wants to. */
final class TemporaryFileDelivery implements Delivery {

    private final OssPresignedEndpoint endpoint;

    TemporaryFileDelivery(OssPresignedEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public DownloadResult deliver(Exchange exchange, WantedObject wanted) throws IOException {
        TemporaryFolder folder = folder(wanted.link());
        boolean delivered = false;
        try {
            DownloadRequest request = DownloadRequest.builder(wanted.link(), folder.path())
                    .fileName(wanted.fileName())
                    .progress(wanted.watched())
                    .refresher(wanted.refresher())
                    .gate(wanted.gate())
                    .unless(wanted.unless())
                    .build();
            DownloadResult result = endpoint.downloader().download(request, wanted.cancellation());
            if (result instanceof Downloaded object) {
                OutHeaders headers = new OutHeaders(exchange.getMessage());
                headers.name(folder.path().relativize(object.file()));
                headers.length(object.length());
                headers.downloaded(object);
                exchange.getMessage().setBody(TemporaryFileStream.of(object.file(), object.length(), folder, exchange));
                delivered = true;
            }
            return result;
        } finally {
            if (!delivered) {
                folder.delete();
            }
        }
    }

    private static TemporaryFolder folder(PresignedLink link) throws DownloadFailedException {
        try {
            return TemporaryFolder.create();
        } catch (IOException e) {
            throw new DownloadFailedException(
                    "temporary folder",
                    "to be made",
                    e.getClass().getSimpleName() + ": " + e.getMessage(),
                    false,
                    FailureContext.beforeResponse(link.maskedUrl()),
                    e);
        }
    }
}
