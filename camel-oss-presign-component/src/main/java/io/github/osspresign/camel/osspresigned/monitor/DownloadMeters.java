package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.OssPresignException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer meters of downloads. No tag holds a word that a link or a service has chosen, so that their number is
 * bounded. The only class that touches the optional library; {@link OptionalMeters} decides whether it is loaded.
 */
final class DownloadMeters implements DownloadListener {

    /** The name under which Camel's own Micrometer component looks for a registry. */
    private static final String CAMELS_NAME = "metricsRegistry";

    private final MeterRegistry registry;

    DownloadMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** {@code null} where the context has no registry of meters, or several and none of Camel's name. */
    static @Nullable DownloadListener find(CamelContext context) {
        MeterRegistry named = context.getRegistry().lookupByNameAndType(CAMELS_NAME, MeterRegistry.class);
        MeterRegistry found = named == null ? context.getRegistry().findSingleByType(MeterRegistry.class) : named;
        return found == null ? null : new DownloadMeters(found);
    }

    @Override
    public void started(DownloadStart download) {
        Duration life = download.linkLife();
        if (life != null) {
            Timer.builder("osspresigned.link.life.left")
                    .description("How long links will live when they are used")
                    .tags(route(download))
                    .register(registry)
                    .record(life);
        }
    }

    @Override
    public void retrying(DownloadStart download, OssPresignException failure) {
        registry.counter("osspresigned.retries", route(download)).increment();
        countVerification(download, failure);
    }

    @Override
    public void finished(DownloadEnd end) {
        DownloadStart download = end.download();
        Tags route = route(download);
        Timer.builder("osspresigned.downloads")
                .description("Links that were used, by how that ended")
                .tags(route.and("outcome", end.outcome().label(), "exception", exception(end)))
                .register(registry)
                .record(end.duration());
        TransferredObject facts = end.facts();
        if (facts != null) {
            bytes("osspresigned.bytes", route, facts.transferredBytes());
            bytes("osspresigned.resumed", route, facts.resumedBytes());
        }
        countVerification(download, end.failure());
    }

    private void bytes(String name, Tags route, long bytes) {
        Counter.builder(name).baseUnit("bytes").tags(route).register(registry).increment((double) bytes);
    }

    private void countVerification(DownloadStart download, @Nullable Throwable failure) {
        if (failure instanceof ChecksumMismatchException) {
            registry.counter("osspresigned.verification.failures", route(download))
                    .increment();
        }
    }

    private static String exception(DownloadEnd end) {
        String type = end.failureType();
        return type == null || type.isEmpty() ? "none" : type;
    }

    private static Tags route(DownloadStart download) {
        String routeId = download.routeId();
        return Tags.of("route", routeId == null ? "none" : routeId);
    }
}
