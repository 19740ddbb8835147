// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.broker;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** Starts real brokers that keep their queues in memory and know no users. */
public final class MemoryBroker {

    private MemoryBroker() {}

    public static EmbeddedActiveMQ start(String address, AddressSettings settings, String... queues) throws Exception {
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("links", address)
                .addAddressSetting("#", settings));
        broker.start();
        for (String queue : queues) {
            createQueue(broker, queue);
        }
        return broker;
    }

    public static void createQueue(EmbeddedActiveMQ broker, String name) throws Exception {
        broker.getActiveMQServer().createQueue(QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST));
    }
}
