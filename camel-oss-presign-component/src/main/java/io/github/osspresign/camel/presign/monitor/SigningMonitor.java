// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.monitor;

import io.github.osspresign.camel.OptionalLibrary;
import io.github.osspresign.camel.presign.message.Signed;
import io.github.osspresign.camel.presign.message.SignedLink;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Monitor of what a producer or consumer signs. It calls the listener, the audit log and the meters. */
public final class SigningMonitor {

    /** Monitor of a producer or consumer that is not started. */
    public static final SigningMonitor NONE = new SigningMonitor("none", null, null);

    /** Logs at DEBUG level, so that it is off unless the user turns it on. */
    private static final Logger AUDIT = LoggerFactory.getLogger("io.github.osspresign.camel.presign.audit");

    private final String operation;
    private final @Nullable SigningMeters meters;
    private final @Nullable SigningListener listener;

    private SigningMonitor(String operation, @Nullable SigningMeters meters, @Nullable SigningListener listener) {
        this.operation = operation;
        this.meters = meters;
        this.listener = listener;
    }

    /**
     * Returns a monitor with the meters of a context, if it has a registry for them.
     *
     * @param operation operation of the producer, or {@code consumer}
     */
    public static SigningMonitor of(CamelContext context, String operation, @Nullable SigningListener listener) {
        SigningMeters meters = OptionalLibrary.MICROMETER ? SigningMeters.find(context) : null;
        return new SigningMonitor(operation, meters, listener);
    }

    /** Returns the report of an exchange. A link that is signed after the exchange is done may still use it. */
    public SigningReport report(Exchange exchange) {
        if (meters == null && !needsEvents()) {
            return SigningReport.NONE;
        }
        String routeId = ExchangeHelper.getAtRouteId(exchange);
        return new SigningReport(this, routeId == null ? exchange.getFromRouteId() : routeId, exchange.getExchangeId());
    }

    private boolean needsEvents() {
        return listener != null || AUDIT.isDebugEnabled();
    }

    void signed(SigningReport report, Signed signed) {
        boolean renewed = signed instanceof SignedLink link && link.link().renewalOf() != null;
        String kind = renewed ? "renew" : operation;
        // Meters need no event, which takes about as long as a signature.
        if (needsEvents()) {
            SigningEvent event = SigningEvent.of(report, kind, signed);
            if (listener != null) {
                listener.signed(event);
            }
            AUDIT.debug("{}", event);
        }
        if (meters != null) {
            meters.signed(report.routeId(), kind, signed.lifetime().duration());
        }
    }

    void refused(SigningReport report, Exception failure) {
        if (meters != null) {
            meters.refused(report.routeId(), operation, failure);
        }
    }
}
