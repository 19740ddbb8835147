package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.link.PresignedLink;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The link that a consumer has brought an exchange for: its header tells the route which one it is and asks for no further download. */
public final class ConsumedLink {

    private static final String PROPERTY = "OssPresignedConsumedLink";

    private ConsumedLink() {}

    /** Sets the header of the link; what the message asked for before is done with it. */
    public static void report(Exchange exchange, PresignedLink link) {
        Message message = exchange.getMessage();
        message.removeHeader(OssPresignedConstants.URL);
        message.setHeader(OssPresignedConstants.LINK, link);
        exchange.setProperty(PROPERTY, link);
    }

    /** Whether the value of a header is the reported link itself, not one that the route has set since. */
    static boolean is(Exchange exchange, @Nullable Object value) {
        return value != null && value == exchange.getProperty(PROPERTY);
    }
}
