package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.download.DownloadOptions;
import io.github.osspresign.download.ProgressListener;
import io.github.osspresign.download.UploadRequest;
import io.github.osspresign.download.Uploaded;
import io.github.osspresign.download.Uploader;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Uploads the body of each message through the link in its headers, and leaves it as it is. */
final class OssPresignedUploadProducer extends DefaultProducer {

    private final OssPresignedEndpoint endpoint;

    OssPresignedUploadProducer(OssPresignedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        PresignedLink link = UploadLink.fromHeaders(exchange);
        message.setHeader(OssPresignedConstants.URL_MASKED, link.maskedUrl());
        OssPresignedConfiguration options = endpoint.getConfiguration();
        ProgressListener listener = options.getProgressListener();
        try (UploadBody body = UploadBody.of(exchange, limit(options))) {
            UploadRequest request = new UploadRequest(
                    link, body.source(), listener == null ? ProgressListener.NONE : listener, endpoint.refresher());
            write(message, new Uploader(endpoint.downloader()).upload(request));
        }
    }

    private static long limit(OssPresignedConfiguration options) {
        return options.getMaxFileSize() == 0 ? DownloadOptions.UNLIMITED : options.getMaxFileSize();
    }

    /** An earlier download must not seem to say something of this object. */
    private static void write(Message message, Uploaded object) {
        message.removeHeaders("CamelOssPresigned*");
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
