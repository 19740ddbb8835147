package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The way in which the object of a link becomes the body of a message. */
interface Delivery {

    /**
     * Downloads the object, or begins to, and sets body and headers.
     *
     * @param fileName the name that the endpoint gives, {@code null} for the remote one
     * @throws IOException where there is no object; nothing of it is left then but what a later download can go on from
     */
    void deliver(Exchange exchange, PresignedLink link, @Nullable String fileName) throws IOException;
}
