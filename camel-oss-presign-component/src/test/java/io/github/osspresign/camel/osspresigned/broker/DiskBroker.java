// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.broker;

import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Broker in a process to be killed, which keeps its queues on disk. */
public final class DiskBroker {

    private DiskBroker() {}

    /** The folder of the broker, the address that it listens at, and its queues. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        ConfigurationImpl configuration = new ConfigurationImpl();
        for (int i = 2; i < args.length; i++) {
            configuration.addQueueConfiguration(QueueConfiguration.of(args[i]).setRoutingType(RoutingType.ANYCAST));
        }
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration
                .setSecurityEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .addAcceptorConfiguration("links", args[1]));
        broker.start();
        System.out.println("started");
        Thread.currentThread().join();
    }
}
