// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.link.PresignedLink;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Link that a consumer has downloaded for an exchange. Its header shows the route which link it is, and a later
 * {@code osspresigned:} step does not download it again.
 */
public final class ConsumedLink {

    private static final String PROPERTY = "OssPresignedConsumedLink";

    private ConsumedLink() {}

    /** Sets the header of the link, and removes the URL that the message had before. */
    public static void set(Exchange exchange, PresignedLink link) {
        Message message = exchange.getMessage();
        message.removeHeader(OssPresignedConstants.URL);
        message.setHeader(OssPresignedConstants.LINK, link);
        exchange.setProperty(PROPERTY, link);
    }

    /** Returns whether the value of a header is the consumed link itself, not a link that the route has set since. */
    static boolean isConsumed(Exchange exchange, @Nullable Object value) {
        return value != null && value == exchange.getProperty(PROPERTY);
    }
}
