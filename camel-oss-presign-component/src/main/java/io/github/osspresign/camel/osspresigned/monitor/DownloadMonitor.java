package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thread-safe monitor of all transfers of an endpoint. It calls the listeners. */
public final class DownloadMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(DownloadMonitor.class);

    private final InstantSource time;
    private final DownloadCounts counts = new DownloadCounts();
    private final ServiceHealth health;
    private final Set<MonitoredDownload> active = ConcurrentHashMap.newKeySet();
    private volatile List<DownloadListener> listeners;

    public DownloadMonitor(InstantSource time) {
        this.time = time;
        this.health = new ServiceHealth(time);
        this.listeners = List.of(counts, health);
    }

    /** Replaces the listeners, except for the counters and the health of this monitor. */
    public void setListeners(List<DownloadListener> others) {
        List<DownloadListener> all = new ArrayList<>(List.of(counts, health));
        all.addAll(others);
        listeners = List.copyOf(all);
    }

    /** Starts to monitor a transfer. The caller reports the outcome to the returned object. */
    public MonitoredDownload start(PresignedLink link, Exchange exchange) {
        Instant now = now();
        String routeId = ExchangeHelper.getAtRouteId(exchange);
        DownloadStart start = new DownloadStart(
                link.maskedUrl(),
                routeId == null ? exchange.getFromRouteId() : routeId,
                exchange.getExchangeId(),
                now,
                link.expiresAt() == null ? null : notNegative(Duration.between(now, link.expiresAt())));
        MonitoredDownload download = new MonitoredDownload(this, start);
        active.add(download);
        notifyListeners(listener -> listener.started(start));
        return download;
    }

    /** Reports that all links of an exchange with several links have been processed. */
    public void batchFinished(Exchange exchange, LinkSummary summary) {
        notifyListeners(listener -> listener.batchFinished(exchange.getExchangeId(), summary));
    }

    /** Returns the counters of the endpoint. */
    public DownloadCounts counts() {
        return counts;
    }

    ServiceHealth health() {
        return health;
    }

    /** Returns the transfers in progress, the oldest first. */
    List<MonitoredDownload> active() {
        return active.stream()
                .sorted(Comparator.comparing(download -> download.start().startedAt()))
                .toList();
    }

    int activeCount() {
        return active.size();
    }

    Instant now() {
        return time.instant();
    }

    /** Calls the listeners without catching exceptions, because a listener may fail the transfer here. */
    void progress(DownloadProgress progress) {
        for (DownloadListener listener : listeners) {
            listener.progress(progress);
        }
    }

    void responseReceived(DownloadStart download, Duration clockSkew) {
        notifyListeners(listener -> listener.responseReceived(download, clockSkew));
    }

    void retrying(DownloadStart download, OssPresignException failure) {
        notifyListeners(listener -> listener.retrying(download, failure));
    }

    void end(MonitoredDownload download, DownloadEnd end) {
        active.remove(download);
        notifyListeners(listener -> listener.finished(end));
    }

    /** Calls the listeners. A failed listener affects neither the other listeners nor the transfer. */
    private void notifyListeners(Consumer<DownloadListener> call) {
        for (DownloadListener listener : listeners) {
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
