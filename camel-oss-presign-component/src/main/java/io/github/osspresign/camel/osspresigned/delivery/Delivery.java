package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.transfer.model.DownloadResult;
import java.io.IOException;
import org.apache.camel.Exchange;

/** Strategy that downloads an object and makes it the body of a message. */
public interface Delivery {

    /**
     * Downloads the object, or opens its stream, and sets body and headers if there is an object.
     *
     * @throws IOException if the download fails; only the part file remains, from which a later download resumes
     */
    DownloadResult deliver(Exchange exchange, DeliveryRequest request) throws IOException;
}
