// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.monitor;

import io.github.osspresign.camel.listener.SigningEvent;
import io.github.osspresign.camel.listener.SigningListener;
import io.github.osspresign.camel.monitor.OptionalLibrary;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.message.Signed;
import io.github.osspresign.camel.presign.message.SignedLink;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.SignatureFingerprint;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Monitor of what a producer or consumer signs. It calls the listener, the audit log and the meters. */
public final class SigningMonitor {

    /** Monitor of a producer or consumer that is not started. */
    public static final SigningMonitor NONE = new SigningMonitor("none", null, null, null, "");

    /** Logs at DEBUG level, so that it is off unless the user turns it on. */
    private static final Logger AUDIT = LoggerFactory.getLogger("io.github.osspresign.camel.presign.audit");

    private final String operation;
    private final @Nullable SigningMeters meters;
    private final @Nullable SigningListener listener;
    private final @Nullable String routeId;
    private final String exchangeId;

    private SigningMonitor(
            String operation,
            @Nullable SigningMeters meters,
            @Nullable SigningListener listener,
            @Nullable String routeId,
            String exchangeId) {
        this.operation = operation;
        this.meters = meters;
        this.listener = listener;
        this.routeId = routeId;
        this.exchangeId = exchangeId;
    }

    /**
     * Returns a monitor with the meters of a context, if it has a registry for them.
     *
     * @param operation operation of the producer, or {@code consumer}
     */
    public static SigningMonitor of(CamelContext context, String operation, @Nullable SigningListener listener) {
        SigningMeters meters = OptionalLibrary.MICROMETER ? SigningMeters.find(context) : null;
        return new SigningMonitor(operation, meters, listener, null, "");
    }

    /** Returns the monitor for an exchange. A link that is signed after the exchange is done may still use it. */
    public SigningMonitor of(Exchange exchange) {
        if (meters == null && !needsEvents()) {
            return this;
        }
        String step = ExchangeHelper.getAtRouteId(exchange);
        return new SigningMonitor(
                operation, meters, listener, step == null ? exchange.getFromRouteId() : step, exchange.getExchangeId());
    }

    private boolean needsEvents() {
        return listener != null || AUDIT.isDebugEnabled();
    }

    /** Reports a link, form or plan, and returns it. */
    public <T extends Signed> T signed(T signed) {
        boolean renewed = signed instanceof SignedLink link && link.link().renewalOf() != null;
        String kind = renewed ? "renew" : operation;
        // Meters need no event, which takes about as long as a signature.
        if (needsEvents()) {
            SigningEvent event = event(signed, kind);
            if (listener != null) {
                listener.signed(event);
            }
            AUDIT.debug("{}", event);
        }
        if (meters != null) {
            meters.signed(routeId, kind, signed.lifetime().duration());
        }
        return signed;
    }

    private SigningEvent event(Signed signed, String kind) {
        PresignedLink link = signed.link();
        Instant end = Objects.requireNonNull(link.expiresAt(), "expiresAt");
        return new SigningEvent(
                end.minus(signed.lifetime().duration()),
                routeId,
                exchangeId,
                kind,
                link.method(),
                link.bucket(),
                link.key(),
                end,
                signed.lifetime().limit(),
                link.maskedUrl(),
                SignatureFingerprint.ofUrl(link.url()));
    }

    /** Reports that the exchange gets no link, form or plan. */
    public void refused(Exception failure) {
        if (meters != null) {
            meters.refused(routeId, operation, failure);
        }
    }

    /** Returns a signer that reports each link and each refusal. */
    public Function<LinkValues, SignedLink> each(Function<LinkValues, SignedLink> signer) {
        return values -> {
            try {
                return signed(signer.apply(values));
            } catch (RuntimeException e) {
                refused(e);
                throw e;
            }
        };
    }
}
