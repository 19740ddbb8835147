package io.github.osspresign.camel;

import io.github.osspresign.link.PresignedLink;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Request of {@code osspresigned:} for a fresh link, as a property of the exchange that goes to {@code refreshUri}. A
 * transport carries no property, so nobody outside the process can make one.
 *
 * @param ended the link that is to be renewed
 * @param proofRequired whether a fresh link is taken only where the ended one was proven good
 */
public record RenewalRequest(PresignedLink ended, boolean proofRequired) {

    private static final String PROPERTY = "CamelPresignRenewal";

    /** Returns the request of an exchange, {@code null} where there is none. */
    public static @Nullable RenewalRequest of(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof RenewalRequest request ? request : null;
    }

    /** Makes this the request of an exchange. */
    public void setOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }
}
