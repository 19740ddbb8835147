package io.github.osspresign.camel.osspresigned.monitor;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Access to the optional Micrometer library. Meters are created only if the library is on the classpath. */
final class MeterSupport {

    private static final boolean PRESENT = isPresent();

    private MeterSupport() {}

    /** Returns the listener that updates the meters, or {@code null} without Micrometer or without a meter registry. */
    static @Nullable TransferListener find(CamelContext context) {
        return PRESENT ? TransferMeters.find(context) : null;
    }

    private static boolean isPresent() {
        try {
            Class.forName("io.micrometer.core.instrument.MeterRegistry", false, MeterSupport.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
