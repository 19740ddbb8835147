// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Queue of a real broker that other processes read, with a second queue for the output of their route. */
final class ChaosQueue implements AutoCloseable {

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final ActiveMQConnectionFactory connections;
    private final Connection connection;
    private final AtomicLong given = new AtomicLong();

    ChaosQueue(String address) throws Exception {
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("links", address)
                .addAddressSetting(
                        "#", new AddressSettings().setMaxDeliveryAttempts(-1).setRedeliveryDelay(0)));
        broker.start();
        for (String queue : List.of("links", "out")) {
            broker.getActiveMQServer().createQueue(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
        }
        connections = new ActiveMQConnectionFactory(address);
        connection = connections.createConnection();
        connection.start();
    }

    void give(String message) throws JMSException {
        try (Session session = connection.createSession()) {
            session.createProducer(session.createQueue("links")).send(session.createTextMessage(message));
            given.incrementAndGet();
        }
    }

    /** Not by the count of messages: that is 0 for a moment while the broker hands a message back. */
    boolean isDrained() {
        Queue links = broker.getActiveMQServer().locateQueue("links");
        return links.getMessagesAcknowledged() == given.get();
    }

    /** What the route has sent on, once. */
    List<String> sentOn() throws JMSException {
        List<String> texts = new ArrayList<>();
        try (Session session = connection.createSession();
                MessageConsumer out = session.createConsumer(session.createQueue("out"))) {
            TextMessage message;
            do {
                long patience = broker.getActiveMQServer().locateQueue("out").getMessageCount() > 0 ? 5_000 : 100;
                message = (TextMessage) out.receive(patience);
                if (message != null) {
                    texts.add(message.getText());
                }
            } while (message != null);
        }
        return texts;
    }

    @Override
    public void close() throws Exception {
        connection.close();
        connections.close();
        broker.stop();
    }
}
