// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.monitor;

import io.github.osspresign.camel.monitor.MeterRegistries;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer meters of signed links. No tag contains text from a message, so that the number of meters is limited.
 * Loaded only if the optional library is present.
 */
record SigningMeters(MeterRegistry registry) {

    /** Returns the meters, or {@code null} without a registry for them. */
    static @Nullable SigningMeters find(CamelContext context) {
        MeterRegistry registry = MeterRegistries.find(context);
        return registry == null ? null : new SigningMeters(registry);
    }

    void signed(@Nullable String routeId, String operation, Duration lifetime) {
        Tags route = route(routeId);
        registry.counter("presign.signed", route.and("operation", operation)).increment();
        DistributionSummary.builder("presign.lifetime")
                .description("Lifetime of signed links, forms and upload plans")
                .baseUnit("seconds")
                .tags(route)
                .register(registry)
                .record((double) lifetime.toSeconds());
    }

    void refused(@Nullable String routeId, String operation, Exception failure) {
        String exception = failure.getClass().getSimpleName();
        registry.counter("presign.refused", route(routeId).and("operation", operation, "exception", exception))
                .increment();
    }

    private static Tags route(@Nullable String routeId) {
        return Tags.of("route", routeId == null ? "none" : routeId);
    }
}
