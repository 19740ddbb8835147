// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.osspresigned.message.ResultHeaders;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredTransfer;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.LocalFileException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.io.IOException;
import org.apache.camel.Exchange;

/** Downloads an object to a temporary file. The body is a stream of the file that can be read several times. */
public final class TemporaryFileDelivery implements Delivery {

    /** Not the name of the object, which may have characters that a file name of this process cannot have. */
    private static final String STORED_AS = "object";

    @Override
    public DownloadResult deliver(
            TransferClient client,
            Exchange exchange,
            ObjectRequest object,
            MonitoredTransfer monitored,
            Cancellation cancellation)
            throws IOException {
        TemporaryFolder folder = folder(object.link());
        boolean delivered = false;
        try {
            DownloadRequest download = DownloadRequest.builder(object, folder.path())
                    .storedAs(STORED_AS)
                    .build();
            DownloadResult result = client.download(download, cancellation);
            if (result instanceof Downloaded file) {
                ResultHeaders headers = new ResultHeaders(exchange.getMessage());
                headers.name(file.fileName());
                headers.length(file.length());
                headers.downloaded(file);
                exchange.getMessage().setBody(TemporaryFileStream.of(file.file(), file.length(), folder, exchange));
                delivered = true;
            }
            return result;
        } finally {
            if (!delivered) {
                folder.delete();
            }
        }
    }

    private static TemporaryFolder folder(PresignedLink link) throws LocalFileException {
        try {
            return TemporaryFolder.create();
        } catch (IOException e) {
            throw new LocalFileException(
                    "temporary folder cannot be created: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    true,
                    FailureContext.beforeResponse(link.maskedUrl()),
                    e);
        }
    }
}
