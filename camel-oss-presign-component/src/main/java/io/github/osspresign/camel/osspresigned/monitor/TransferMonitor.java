// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStart;
import io.github.osspresign.camel.listener.TransferStatus;
import io.github.osspresign.camel.monitor.OptionalLibrary;
import io.github.osspresign.link.PresignedLink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thread-safe monitor of all transfers of an endpoint. It calls the listeners. */
public final class TransferMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(TransferMonitor.class);

    private final InstantSource time;
    private final ServiceHealth health;
    private final Set<MonitoredTransfer> active = ConcurrentHashMap.newKeySet();
    private volatile List<TransferListener> listeners;

    public TransferMonitor(InstantSource time) {
        this.time = time;
        this.health = new ServiceHealth(time);
        this.listeners = List.of(health);
    }

    /**
     * Sets the listeners of a started endpoint: health, log, meters if the context has a registry of them, and the listener
     * of the user.
     */
    public void listen(CamelContext context, @Nullable TransferListener given) {
        TransferListener meters = OptionalLibrary.MICROMETER ? TransferMeters.find(context) : null;
        listeners = Stream.of(health, new TransferLog(), meters, given)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Starts to monitor a transfer. The caller reports the outcome to the returned object. */
    public MonitoredTransfer start(PresignedLink link, Exchange exchange) {
        Instant now = now();
        TransferStart start = new TransferStart(
                link.maskedUrl(),
                ExchangeHelper.getRouteId(exchange),
                exchange.getExchangeId(),
                now,
                link.expiresAt() == null ? null : notNegative(Duration.between(now, link.expiresAt())));
        MonitoredTransfer transfer = new MonitoredTransfer(this, start);
        active.add(transfer);
        notifyListeners(listener -> listener.started(start));
        return transfer;
    }

    /** Reports that all links of an exchange with several links have been processed. */
    public void batchFinished(Exchange exchange, LinkSummary summary) {
        notifyListeners(listener -> listener.batchFinished(exchange.getExchangeId(), summary));
    }

    ServiceHealth health() {
        return health;
    }

    /** Returns the number of transfers in progress. */
    int active() {
        return active.size();
    }

    Instant now() {
        return time.instant();
    }

    /** Calls the listeners without catching exceptions, because a listener may fail the transfer here. */
    void progress(TransferStatus progress) {
        for (TransferListener listener : listeners) {
            listener.progress(progress);
        }
    }

    void end(MonitoredTransfer transfer, TransferEnd end) {
        active.remove(transfer);
        notifyListeners(listener -> listener.finished(end));
    }

    /** Calls the listeners. A failed listener affects neither the other listeners nor the transfer. */
    void notifyListeners(Consumer<TransferListener> call) {
        for (TransferListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("Download listener failed: {}", listener.getClass().getName(), e);
            }
        }
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
