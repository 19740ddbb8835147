// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.monitor;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Looks up the registry for meters. Loaded only if {@link OptionalLibrary#MICROMETER}. */
public final class MeterRegistries {

    /** Bean name of the meter registry in the Micrometer component of Camel. */
    private static final String NAME = "metricsRegistry";

    private MeterRegistries() {}

    /** Returns the registry, or {@code null} if the context has none, or several but none with the name of Camel. */
    public static @Nullable MeterRegistry find(CamelContext context) {
        MeterRegistry named = context.getRegistry().lookupByNameAndType(NAME, MeterRegistry.class);
        return named == null ? context.getRegistry().findSingleByType(MeterRegistry.class) : named;
    }
}
