// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.chaos;

import io.github.osspresign.camel.osspresigned.broker.MemoryBroker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;

/** Queue of a real broker, read in transactions, with a second queue for the output of the route. */
public final class ChaosQueue implements ChaosSource {

    private static final String NAME = "name";
    private static final AtomicInteger COUNT = new AtomicInteger(1000);

    private final EmbeddedActiveMQ broker;
    private final ActiveMQConnectionFactory connections;
    private final Connection connection;
    private final AtomicLong given = new AtomicLong();

    /** Queue for this process only. */
    public ChaosQueue() throws Exception {
        this("vm://" + COUNT.incrementAndGet(), 3);
    }

    /**
     * Queue that other processes can reach by its address.
     *
     * @param attempts deliveries of a message before it is a failed one, -1 for no end
     */
    public ChaosQueue(String address, int attempts) throws Exception {
        AddressSettings settings = new AddressSettings()
                .setMaxDeliveryAttempts(attempts)
                .setRedeliveryDelay(0)
                .setDeadLetterAddress(SimpleString.of("DLQ"));
        broker = MemoryBroker.start(address, settings, "links", "DLQ", "out");
        connections = new ActiveMQConnectionFactory(address);
        connection = connections.createConnection();
        connection.start();
    }

    @Override
    public String uri() {
        return "jms:queue:links?concurrentConsumers=2";
    }

    @Override
    public void connect(CamelContext context) {
        context.addComponent("jms", JmsComponent.jmsComponentTransacted(connections));
    }

    @Override
    public void give(String name, String message) throws JMSException {
        try (Session session = connection.createSession()) {
            TextMessage text = session.createTextMessage(message);
            text.setStringProperty(NAME, name);
            session.createProducer(session.createQueue("links")).send(text);
            given.incrementAndGet();
        }
    }

    /** Not by the count of messages: that is 0 for a moment while the broker hands a message back. */
    @Override
    public boolean isDrained() {
        Queue links = broker.getActiveMQServer().locateQueue("links");
        return links.getMessagesAcknowledged() + links.getMessagesKilled() == given.get();
    }

    @Override
    public Set<String> failed() throws JMSException {
        Set<String> names = new HashSet<>();
        try (Session session = connection.createSession()) {
            Enumeration<?> messages =
                    session.createBrowser(session.createQueue("DLQ")).getEnumeration();
            while (messages.hasMoreElements()) {
                names.add(((Message) messages.nextElement()).getStringProperty(NAME));
            }
        }
        return names;
    }

    @Override
    public void giveFailedAgain() throws JMSException {
        for (TextMessage message : take("DLQ")) {
            give(message.getStringProperty(NAME), message.getText());
        }
    }

    /** What the route has sent on, once. */
    public List<String> sentOn() throws JMSException {
        List<String> texts = new ArrayList<>();
        for (TextMessage message : take("out")) {
            texts.add(message.getText());
        }
        return texts;
    }

    private List<TextMessage> take(String queue) throws JMSException {
        List<TextMessage> taken = new ArrayList<>();
        try (Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            TextMessage message;
            do {
                long patience = broker.getActiveMQServer().locateQueue(queue).getMessageCount() > 0 ? 5_000 : 100;
                message = (TextMessage) consumer.receive(patience);
                if (message != null) {
                    taken.add(message);
                }
            } while (message != null);
        }
        return taken;
    }

    @Override
    public void close() throws Exception {
        connection.close();
        connections.close();
        broker.stop();
    }
}
