package io.github.osspresign.camel.osspresigned;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Downloads the link of each message. */
final class OssPresignedProducer extends DefaultProducer {

    private final LinkDownload downloads;

    OssPresignedProducer(OssPresignedEndpoint endpoint, LinkDownload downloads) {
        super(endpoint);
        this.downloads = downloads;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        downloads.download(exchange, LinkReader.single(exchange));
    }
}
