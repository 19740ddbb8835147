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

/** The one place that all downloads of an endpoint pass; whoever wants to know of them listens here. */
public final class DownloadMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(DownloadMonitor.class);

    private final InstantSource time;
    private final DownloadCounts counts = new DownloadCounts();
    private final ServiceHealth health = new ServiceHealth();
    private final Set<MonitoredDownload> active = ConcurrentHashMap.newKeySet();
    private volatile List<DownloadListener> listeners = List.of(counts, health);

    public DownloadMonitor(InstantSource time) {
        this.time = time;
    }

    /** Has these listeners hear of downloads from now on, besides its own counts and health, and none else. */
    public void listeners(List<DownloadListener> others) {
        List<DownloadListener> all = new ArrayList<>(List.of(counts, health));
        all.addAll(others);
        listeners = List.copyOf(all);
    }

    /** A link of the exchange is about to be used; the caller tells what returns how it ends. */
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
        tell(listener -> listener.started(start));
        return download;
    }

    /** All links of the exchange, which brought several, have been seen through. */
    public void summary(Exchange exchange, LinkSummary summary) {
        tell(listener -> listener.batchFinished(exchange.getExchangeId(), summary));
    }

    /** What the downloads of the endpoint add up to. */
    public DownloadCounts counts() {
        return counts;
    }

    ServiceHealth health() {
        return health;
    }

    /** The downloads under way, the oldest first. */
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

    /** Not guarded: this is where a listener may end a download. */
    void progress(DownloadProgress progress) {
        for (DownloadListener listener : listeners) {
            listener.progress(progress);
        }
    }

    void answered(DownloadStart download, Duration clockSkew) {
        tell(listener -> listener.answered(download, clockSkew));
    }

    void retrying(DownloadStart download, OssPresignException failure) {
        tell(listener -> listener.retrying(download, failure));
    }

    void end(MonitoredDownload download, DownloadEnd end) {
        active.remove(download);
        tell(listener -> listener.finished(end));
    }

    /** A listener that fails must neither keep the others from hearing nor make a finished file a failure. */
    private void tell(Consumer<DownloadListener> news) {
        for (DownloadListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn(
                        "A listener to downloads has failed: {}",
                        listener.getClass().getName(),
                        e);
            }
        }
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
