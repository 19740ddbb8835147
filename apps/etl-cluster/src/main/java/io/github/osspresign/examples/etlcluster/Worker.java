// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of any number of processes that load what the topic of links points to. It has no keys: links are enough. */
final class Worker {

    /** Longest time that a worker which is terminated spends on the link that it has. */
    static final Duration LONGEST_DRAIN = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private Worker() {}

    /**
     * Runs until it is terminated. Broker and database may come later.
     *
     * @throws IOException if one of them does not come, or refuses this worker for too long
     */
    static void run(Configuration configuration) throws Exception {
        Duration patience = configuration.duration("etl.patience");
        Main camel = new Main();
        RowWriter writer = new Readings();
        AtomicReference<KafkaException> refused = new AtomicReference<>();
        Membership membership = new Membership(patience, configuration.duration("etl.longest.wait"), reason -> {
            refused.set(reason);
            camel.getShutdownStrategy().shutdown();
        });
        try (HikariDataSource database = Database.open(configuration);
                Status status =
                        new Status(configuration.find("etl.port") == null ? null : configuration.number("etl.port"));
                Backlog backlog = new Backlog(configuration, membership, status.registry())) {
            status.require("worker", membership::state);
            status.show("kafka", backlog::state);
            status.show("database", () -> Database.state(database));
            status.measure(backlog::measure);
            status.start();
            Uuid topic = Topics.find(configuration, patience);
            Patience.await("PostgreSQL", patience, () -> {
                Database.createTables(database, writer);
                return Database.state(database);
            });
            status.registry().gauge("etl.partitions", membership, Membership::partitions);

            camel.bind("metricsRegistry", status.registry());
            camel.bind("failed", new Failed(status.registry()));
            camel.bind("load", new Load(database, topic, writer, status.registry()));
            configuration.camel().forEach(camel::addInitialProperty);
            camel.configure().setShutdownTimeout((int) LONGEST_DRAIN.toSeconds());
            camel.configure().addRoutesBuilder(new WorkerRoutes(configuration, membership, writer));
            String instanceId = configuration.find("kafka.group.instance.id");
            if (instanceId != null) {
                camel.bind("leaving", leaving(backlog, instanceId, refused));
            }
            camel.run();
        }
        if (refused.get() != null) {
            throw new IOException("Kafka refuses this worker: " + Patience.reason(refused.get()), refused.get());
        }
    }

    /** The process may end as soon as Camel's context has stopped. If the worker was refused, another may have its ID. */
    private static LifecycleStrategy leaving(
            Backlog backlog, String instanceId, AtomicReference<KafkaException> refused) {
        return new LifecycleStrategySupport() {
            @Override
            public void onContextStopped(CamelContext context) {
                if (refused.get() != null) {
                    return;
                }
                try {
                    backlog.leave(instanceId);
                } catch (ExecutionException e) {
                    LOG.warn("This worker may stay in the group until its session ends: {}", Patience.reason(e));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
