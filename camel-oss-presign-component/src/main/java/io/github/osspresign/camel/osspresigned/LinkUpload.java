package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.osspresigned.message.UploadBody;
import io.github.osspresign.camel.osspresigned.message.UploadLinkReader;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredDownload;
import io.github.osspresign.camel.osspresigned.monitor.Outcome;
import io.github.osspresign.camel.osspresigned.monitor.TransferredObject;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.Uploader;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadOptions;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.Uploaded;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

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
        try (UploadBody body = UploadBody.of(exchange, limit(options))) {
            UploadRequest request = new UploadRequest(link, body.source(), monitored, endpoint.refresher());
            Uploaded object = new Uploader(endpoint.downloader()).upload(request, new Cancellation(cancellation));
            monitored.ended(Outcome.UPLOADED, facts(link, object));
            write(message, object);
        } catch (IOException | RuntimeException | Error e) {
            monitored.failed(e);
            throw e;
        }
    }

    private static TransferredObject facts(PresignedLink link, Uploaded object) {
        String key = link.key();
        return new TransferredObject(key == null ? "" : key, object.length(), object.verified(), object.attempts(), 0);
    }

    private static long limit(OssPresignedConfiguration options) {
        return options.getMaxFileSize() == 0 ? DownloadOptions.UNLIMITED : options.getMaxFileSize();
    }

    /**
     * Sets the headers of the upload. Removes the headers of an earlier download, which describe another object, and the
     * link, which a later step would otherwise use for a download.
     */
    private static void write(Message message, Uploaded object) {
        message.removeHeader(OssPresignedConstants.LINK);
        message.removeHeader(OssPresignedConstants.URL);
        message.removeHeaders(OssPresignedConstants.ALL_HEADERS);
        set(message, OssPresignedConstants.ETAG, object.etag());
        set(message, OssPresignedConstants.CRC64, object.crc64());
        set(message, OssPresignedConstants.VERSION_ID, object.versionId());
        set(message, OssPresignedConstants.REQUEST_ID, object.requestId());
        message.setHeader(OssPresignedConstants.VERIFIED, object.verified().name());
        message.setHeader(OssPresignedConstants.ATTEMPTS, object.attempts());
        message.setHeader(OssPresignedConstants.DURATION, object.duration());
    }

    private static void set(Message message, String header, @Nullable Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
