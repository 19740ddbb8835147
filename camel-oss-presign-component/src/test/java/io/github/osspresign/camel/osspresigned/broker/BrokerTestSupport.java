// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.broker;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests with a real broker, whose messages go to the queue DLQ after three attempts. */
public abstract class BrokerTestSupport extends OssPresignedTestSupport {

    private EmbeddedActiveMQ broker;
    public ActiveMQConnectionFactory connections;

    public BrokerTestSupport() {
        withoutRouteBuilder();
    }

    @BeforeEach
    public void startBroker() throws Exception {
        String address = "vm://" + System.identityHashCode(this);
        AddressSettings attempts = new AddressSettings()
                .setMaxDeliveryAttempts(3)
                .setRedeliveryDelay(0)
                .setDeadLetterAddress(SimpleString.of("DLQ"))
                .setAutoCreateQueues(true);
        broker = MemoryBroker.start(address, attempts, "DLQ");
        connections = new ActiveMQConnectionFactory(address);
        context.addComponent("jms", JmsComponent.jmsComponentTransacted(connections));
    }

    @AfterEach
    public void stopBroker() throws Exception {
        context.stop();
        connections.close();
        broker.stop();
    }

    public final void createQueue(String name) throws Exception {
        MemoryBroker.createQueue(broker, name);
    }

    public final long queued(String queue) {
        return broker.getActiveMQServer().locateQueue(queue).getMessageCount();
    }
}
