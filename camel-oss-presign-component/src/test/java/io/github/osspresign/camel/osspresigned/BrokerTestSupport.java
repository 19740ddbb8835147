// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests with a real broker, whose messages go to the queue DLQ after three attempts. */
abstract class BrokerTestSupport extends OssPresignedTestSupport {

    final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    ActiveMQConnectionFactory connections;

    BrokerTestSupport() {
        withoutRouteBuilder();
    }

    @BeforeEach
    void startBroker() throws Exception {
        AddressSettings attempts = new AddressSettings()
                .setMaxDeliveryAttempts(3)
                .setRedeliveryDelay(0)
                .setDeadLetterAddress(SimpleString.of("DLQ"))
                .setAutoCreateQueues(true);
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("vm", "vm://" + System.identityHashCode(this))
                .addAddressSetting("#", attempts));
        broker.start();
        createQueue("DLQ");
        connections = new ActiveMQConnectionFactory("vm://" + System.identityHashCode(this));
        context.addComponent("jms", JmsComponent.jmsComponentTransacted(connections));
    }

    @AfterEach
    void stopBroker() throws Exception {
        context.stop();
        connections.close();
        broker.stop();
    }

    final void createQueue(String name) throws Exception {
        broker.getActiveMQServer().createQueue(QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST));
    }

    final long queued(String queue) {
        return broker.getActiveMQServer().locateQueue(queue).getMessageCount();
    }
}
