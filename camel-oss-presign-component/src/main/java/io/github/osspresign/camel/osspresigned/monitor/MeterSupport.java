// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.camel.OptionalLibrary;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Access to the optional Micrometer library. Meters are created only if the library is on the classpath. */
final class MeterSupport {

    private static final boolean PRESENT = OptionalLibrary.hasClass("io.micrometer.core.instrument.MeterRegistry");

    private MeterSupport() {}

    /** Returns the listener that updates the meters, or {@code null} without Micrometer or without a meter registry. */
    static @Nullable TransferListener find(CamelContext context) {
        return PRESENT ? TransferMeters.find(context) : null;
    }
}
