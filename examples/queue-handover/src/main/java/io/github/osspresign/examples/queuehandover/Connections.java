// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.queuehandover;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.connection.JmsTransactionManager;

/** Connections of the routes with the broker. */
final class Connections implements AutoCloseable {

    private final ActiveMQConnectionFactory transacted;
    private final ActiveMQConnectionFactory direct;

    Connections(String url, @Nullable String user, @Nullable String password) {
        transacted = new ActiveMQConnectionFactory(url, user, password);
        // The broker counts a delivery of each message that a receiver has got ahead when it is killed, and would give
        // them up.
        transacted.setConsumerWindowSize(0);
        // While the broker is away, each failed attempt waits so many milliseconds in a lock of the factory, for which the
        // sender stands in line with six receivers.
        transacted.setRetryInterval(100);
        direct = new ActiveMQConnectionFactory(url, user, password);
    }

    void bind(Main camel) {
        camel.bind("jms", JmsComponent.jmsComponentTransacted(transacted, new JmsTransactionManager(transacted)));
        // Questions must leave at once; on the same connections they would be part of the asking transaction.
        camel.bind("ask", JmsComponent.jmsComponentAutoAcknowledge(direct));
    }

    @Override
    public void close() {
        transacted.close();
        direct.close();
    }
}
