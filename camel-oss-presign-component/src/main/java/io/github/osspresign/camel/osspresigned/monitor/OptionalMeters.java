package io.github.osspresign.camel.osspresigned.monitor;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Asks for meters only where there is Micrometer to make them with. */
public final class OptionalMeters {

    private static final boolean PRESENT = isPresent();

    private OptionalMeters() {}

    /** What feeds the meters, {@code null} without Micrometer or without a registry of meters in the context. */
    public static @Nullable DownloadListener find(CamelContext context) {
        return PRESENT ? DownloadMeters.find(context) : null;
    }

    private static boolean isPresent() {
        try {
            Class.forName("io.micrometer.core.instrument.MeterRegistry", false, OptionalMeters.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
