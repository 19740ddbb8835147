// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStart;
import io.github.osspresign.camel.listener.TransferredObject;
import io.github.osspresign.camel.monitor.MeterRegistries;
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
 * Loaded only if the optional library is present.
 */
record TransferMeters(MeterRegistry registry) implements TransferListener {

    /** Returns the meters, or {@code null} without a registry for them. */
    static @Nullable TransferListener find(CamelContext context) {
        MeterRegistry registry = MeterRegistries.find(context);
        return registry == null ? null : new TransferMeters(registry);
    }

    @Override
    public void started(TransferStart transfer) {
        Duration life = transfer.linkLife();
        if (life != null) {
            // A timer adds up nanoseconds: those of one link may exceed a long, those of many links do.
            DistributionSummary.builder("osspresigned.link.life.left")
                    .description("Remaining lifetime of links when they are used")
                    .baseUnit("seconds")
                    .tags(route(transfer))
                    .register(registry)
                    .record((double) life.toSeconds());
        }
    }

    @Override
    public void retrying(TransferStart transfer, OssPresignException failure) {
        registry.counter("osspresigned.retries", route(transfer)).increment();
        countVerification(transfer, failure);
    }

    @Override
    public void finished(TransferEnd end) {
        TransferStart transfer = end.transfer();
        Tags route = route(transfer);
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
        countVerification(transfer, end.failure());
    }

    private void bytes(String name, Tags route, long bytes) {
        Counter.builder(name).baseUnit("bytes").tags(route).register(registry).increment((double) bytes);
    }

    private void countVerification(TransferStart transfer, @Nullable Throwable failure) {
        if (failure instanceof ChecksumMismatchException) {
            registry.counter("osspresigned.verification.failures", route(transfer))
                    .increment();
        }
    }

    private static String exception(TransferEnd end) {
        String type = end.failureType();
        return type == null || type.isEmpty() ? "none" : type;
    }

    private static Tags route(TransferStart transfer) {
        String routeId = transfer.routeId();
        return Tags.of("route", routeId == null ? "none" : routeId);
    }
}
