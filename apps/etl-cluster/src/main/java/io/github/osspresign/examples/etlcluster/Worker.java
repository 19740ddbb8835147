// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.main.Main;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.kafka.common.Uuid;

/** One of any number of processes that load what the topic of links points to. It has no keys: links are enough. */
final class Worker {

    private Worker() {}

    /** Runs until it is terminated. Broker and database may come later. */
    static void run(Configuration configuration) throws Exception {
        try (HikariDataSource database = Database.open(configuration);
                Lag lag = new Lag(configuration);
                Meters meters = new Meters(configuration.find("etl.port"))) {
            Uuid topic = Topics.create(configuration);
            Database.createTables(database);
            meters.registry().gauge("etl.lag", lag, Lag::total);
            JdbcMessageIdRepository loaded = new JdbcMessageIdRepository(database, "etl-cluster");
            loaded.setCreateTableIfNotExists(false);

            Main camel = new Main();
            camel.bind("metricsRegistry", meters.registry());
            camel.bind("csv", new Csv());
            camel.bind("failed", new Failed(meters.registry()));
            camel.bind("loaded", loaded);
            camel.bind("readings", new Readings(database, topic, meters.registry()));
            configuration.camel().forEach(camel::addInitialProperty);
            camel.configure().setShutdownTimeout(20);
            camel.configure().addRoutesBuilder(new WorkerRoutes(configuration));
            camel.run();
        }
    }
}
