// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** By default nothing is reported, and nothing is computed for it. */
class SigningMonitorTest {

    @Test
    void reportsNothingWithoutListenerMetersAndLog() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);

            SigningMonitor silent = SigningMonitor.of(context, "sign", null);
            SigningMonitor listening = SigningMonitor.of(context, "sign", event -> {});
            assertThat(silent.of(exchange)).isSameAs(silent);
            assertThat(listening.of(exchange)).isNotSameAs(listening);
        }
    }
}
