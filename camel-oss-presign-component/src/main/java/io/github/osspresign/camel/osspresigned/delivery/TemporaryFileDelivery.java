package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.FileExist;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Downloads an object to a temporary file. The body is a stream of the file that can be read several times. */
public final class TemporaryFileDelivery implements Delivery {

    /** Not the name of the object, which may have characters that a file name of this process cannot have. */
    private static final String STORED_AS = "object";

    private final Supplier<TransferClient> client;

    public TemporaryFileDelivery(Supplier<TransferClient> client) {
        this.client = client;
    }

    @Override
    public DownloadResult deliver(Exchange exchange, DeliveryRequest request) throws IOException {
        TemporaryFolder folder = folder(request.object().link());
        boolean delivered = false;
        try {
            DownloadRequest download =
                    new DownloadRequest(request.object(), folder.path(), null, FileExist.Override, STORED_AS);
            DownloadResult result = client.get().download(download, request.cancellation());
            if (result instanceof Downloaded object) {
                ResultHeaders headers = new ResultHeaders(exchange.getMessage());
                headers.name(object.fileName());
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
                    "temporary folder cannot be created: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    false,
                    FailureContext.beforeResponse(link.maskedUrl()),
                    e);
        }
    }
}
