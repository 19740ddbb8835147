package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.OssPresignException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer meters of transfers. No tag contains text from a link or the service, so that the number of meters is limited.
 * No other class uses the optional library; {@link MeterSupport} loads this class only if the library is present.
 */
final class DownloadMeters implements DownloadListener {

    /** Bean name of the meter registry in the Micrometer component of Camel. */
    private static final String REGISTRY_NAME = "metricsRegistry";

    private final MeterRegistry registry;

    DownloadMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Returns the meters, or {@code null} if the context has no meter registry, or several but none with the name of Camel. */
    static @Nullable DownloadListener find(CamelContext context) {
        MeterRegistry named = context.getRegistry().lookupByNameAndType(REGISTRY_NAME, MeterRegistry.class);
        MeterRegistry found = named == null ? context.getRegistry().findSingleByType(MeterRegistry.class) : named;
        return found == null ? null : new DownloadMeters(found);
    }

    @Override
    public void started(DownloadStart download) {
        Duration life = download.linkLife();
        if (life != null) {
            // A timer adds up nanoseconds: those of one link may exceed a long, those of many links do.
            DistributionSummary.builder("osspresigned.link.life.left")
                    .description("Remaining lifetime of links when they are used")
                    .baseUnit("seconds")
                    .tags(route(download))
                    .register(registry)
                    .record((double) life.toSeconds());
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
                .description("Downloads and uploads by outcome")
                .tags(route.and("outcome", end.outcome().label(), "exception", exception(end)))
                .register(registry)
                .record(end.duration());
        TransferredObject object = end.object();
        if (object != null) {
            bytes("osspresigned.bytes", route, object.transferredBytes());
            bytes("osspresigned.resumed", route, object.resumedBytes());
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
