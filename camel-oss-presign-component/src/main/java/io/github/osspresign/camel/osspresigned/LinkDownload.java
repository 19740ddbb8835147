package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/** One link of an exchange on its way to being the object behind it: expression to name, then the endpoint's delivery. */
final class LinkDownload {

    private final Delivery delivery;
    private final @Nullable Expression fileName;

    LinkDownload(Delivery delivery, @Nullable Expression fileName) {
        this.delivery = delivery;
        this.fileName = fileName;
    }

    /** Makes the object of the link the body of the exchange. */
    void download(Exchange exchange, PresignedLink link) throws IOException {
        exchange.getMessage().setHeader(OssPresignedConstants.URL_MASKED, link.maskedUrl());
        String name = fileName == null ? null : fileName.evaluate(exchange, String.class);
        delivery.deliver(exchange, link, name);
    }
}
