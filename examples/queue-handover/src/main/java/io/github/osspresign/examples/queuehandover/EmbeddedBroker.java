// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.queuehandover;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** A broker in this process that delivers four times, waits longer each time, and then gives up. */
final class EmbeddedBroker implements AutoCloseable {

    static final String URL = "vm://handover";

    final EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    EmbeddedBroker() throws Exception {
        AddressSettings redelivery = new AddressSettings()
                .setMaxDeliveryAttempts(4)
                .setRedeliveryDelay(500)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(10_000)
                .setDeadLetterAddress(SimpleString.of(Ledger.GIVEN_UP));
        server.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("vm", URL)
                .addAddressSetting("#", redelivery));
        server.start();
        server.getActiveMQServer()
                .createQueue(QueueConfiguration.of(Ledger.GIVEN_UP).setRoutingType(RoutingType.ANYCAST));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker does not stop", e);
        }
    }
}
