// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.message;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.PresignedLink;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Request of {@code osspresigned:} for a new link. Only {@code operation=renew} and the endpoint that is itself the
 * {@code refreshUri} fulfil it: other steps of a refresh route sign their own links. It is a property of the exchange that is sent to {@code refreshUri}:
 * transports do not carry properties, so nobody outside the process can forge the request.
 *
 * @param expired link to renew
 * @param endpoint endpoint of {@code refreshUri}
 * @param verificationRequired whether the signature of the expired link must be verified before a new link is signed
 */
public record RenewalRequest(PresignedLink expired, Endpoint endpoint, boolean verificationRequired) {

    private static final String PROPERTY = "CamelPresignRenewal";

    /** Returns the request of an exchange, or {@code null} if it has none. */
    public static @Nullable RenewalRequest of(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof RenewalRequest request ? request : null;
    }

    /** Refuses an expired link whose details are not those of its URL. */
    public static void requireConsistent(PresignedLink expired) throws RenewalRefusedException {
        if (!expired.agreesWithUrl()) {
            throw refused(expired, "its bucket, key or version differs from its URL");
        }
    }

    /**
     * Returns the failure of a link that is not renewed.
     *
     * @param reason reason, without secrets
     */
    public static RenewalRefusedException refused(PresignedLink expired, String reason) {
        return new RenewalRefusedException(reason, FailureContext.beforeResponse(expired.maskedUrl()));
    }

    /** Removes the request of an exchange, so that a later step does not fulfil it again. */
    public static void removeFrom(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }

    /** Sets this request on an exchange. */
    public void setOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }
}
