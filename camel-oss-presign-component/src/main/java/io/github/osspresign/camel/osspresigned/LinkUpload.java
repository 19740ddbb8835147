package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.osspresigned.delivery.ResultHeaders;
import io.github.osspresign.camel.osspresigned.message.UploadBody;
import io.github.osspresign.camel.osspresigned.message.UploadLinkReader;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredDownload;
import io.github.osspresign.camel.osspresigned.monitor.Outcome;
import io.github.osspresign.camel.osspresigned.monitor.TransferredObject;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.Uploader;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadOptions;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.Uploaded;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Uploads the body of a message through the link in its headers. The body stays unchanged. */
final class LinkUpload implements OssPresignedProducer.LinkOperation {

    private final OssPresignedEndpoint endpoint;

    LinkUpload(OssPresignedEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange, CancellationCondition cancellation) throws IOException {
        Message message = exchange.getMessage();
        PresignedLink link = UploadLinkReader.fromHeaders(exchange);
        message.setHeader(OssPresignedConstants.URL_MASKED, link.maskedUrl());
        OssPresignedConfiguration options = endpoint.getConfiguration();
        MonitoredDownload monitored = endpoint.monitor().start(link, exchange);
        try (UploadBody body = body(exchange, link, limit(options))) {
            UploadRequest request = new UploadRequest(link, body.source(), monitored, endpoint.refresher());
            Uploaded uploaded = new Uploader(endpoint.downloader()).upload(request, new Cancellation(cancellation));
            monitored.ended(Outcome.UPLOADED, transferred(link, uploaded));
            new ResultHeaders(message).uploaded(uploaded);
        } catch (IOException | RuntimeException | Error e) {
            monitored.failed(e);
            throw e;
        }
    }

    /** Returns the body of the exchange; a missing file is a failure of this upload, which names the link. */
    private static UploadBody body(Exchange exchange, PresignedLink link, long limit) throws IOException {
        try {
            return UploadBody.of(exchange, limit);
        } catch (FileSystemException e) {
            String reason = e instanceof NoSuchFileException ? "does not exist" : String.valueOf(e.getReason());
            throw new UploadFailedException(
                    "body of the upload cannot be read: file " + Quoted.of(e.getFile()) + " " + reason,
                    false,
                    FailureContext.beforeResponse(link.maskedUrl()),
                    null);
        }
    }

    private static TransferredObject transferred(PresignedLink link, Uploaded uploaded) {
        String key = link.key();
        return new TransferredObject(
                key == null ? "" : key, uploaded.object().length(), uploaded.verified(), uploaded.attempts(), 0);
    }

    private static long limit(OssPresignedConfiguration options) {
        return options.getMaxFileSize() == 0 ? DownloadOptions.UNLIMITED : options.getMaxFileSize();
    }
}
