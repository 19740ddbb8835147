package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.transfer.model.DownloadResult;
import java.io.IOException;
import org.apache.camel.Exchange;

/** The way in which the object of a link becomes the body of a message. */
public interface Delivery {

    /**
     * Downloads the object, or begins to, and sets body and headers where there is one.
     *
     * @throws IOException where there is no object; nothing of it is left then but what a later download can go on from
     */
    DownloadResult deliver(Exchange exchange, DeliveryRequest wanted) throws IOException;
}
