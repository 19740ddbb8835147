// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.apache.camel.main.Main;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.kafka.common.Uuid;

/**
 * One of any number of processes that load what the topic of links points to. It has no keys: links are enough. It is
 * configured by the environment: {@code KAFKA_BROKERS}, {@code JDBC_URL}, {@code PGUSER}, {@code PGPASSWORD}, and optionally
 * {@code WORKER_NAME} and {@code METRICS_PORT}.
 */
public final class Worker {

    private Worker() {}

    /** Runs until it is terminated. Broker and database may come later. */
    public static void main(String[] arguments) throws Exception {
        ChildProcess.exitWithParent();
        Map<String, String> environment = System.getenv();
        String brokers = required(environment, "KAFKA_BROKERS");
        try (HikariDataSource database = Database.open(
                        required(environment, "JDBC_URL"), environment.get("PGUSER"), environment.get("PGPASSWORD"));
                Lag lag = new Lag(brokers);
                Meters meters = new Meters(environment.get("METRICS_PORT"))) {
            Uuid topic = Topics.create(brokers);
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
            camel.addInitialProperty("brokers", brokers);
            camel.addInitialProperty(
                    "worker",
                    environment.getOrDefault(
                            "WORKER_NAME", "worker-" + ProcessHandle.current().pid()));
            camel.configure().setShutdownTimeout(20);
            camel.configure().addRoutesBuilder(new WorkerRoutes());
            camel.run();
        }
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException("environment: " + name + " is missing");
        }
        return value;
    }
}
