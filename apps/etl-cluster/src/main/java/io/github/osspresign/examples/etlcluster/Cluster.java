// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Broker, database and workers, and what can be done to them while links are loaded. */
final class Cluster implements AutoCloseable {

    static final Duration DATABASE_AWAY = Duration.ofSeconds(10);

    private static final Duration LONG = Duration.ofMinutes(2);

    private final Path folder;
    private final Consumer<String> notes;
    private final @Nullable KafkaProcess kafka;
    private final @Nullable PostgresProcess postgres;
    private final String brokers;
    private final HikariDataSource database;
    private final Map<String, String> workerProperties;
    private final Map<String, String> workerEnvironment = new HashMap<>();
    private final List<ChildProcess> workers = new ArrayList<>();
    private boolean closed;

    /**
     * Prepares the cluster, and starts nothing.
     *
     * @param folder folder for data and logs
     * @param workerProperties system properties of the workers, such as the configuration of Camel
     * @param notes receives a line for each event
     */
    Cluster(Settings settings, Path folder, Map<String, String> workerProperties, Consumer<String> notes) {
        this.folder = folder;
        this.workerProperties = workerProperties;
        this.notes = notes;
        kafka = settings.brokers() == null ? new KafkaProcess(folder) : null;
        postgres = settings.jdbcUrl() == null ? new PostgresProcess(folder) : null;
        brokers = kafka == null ? Objects.requireNonNull(settings.brokers()) : kafka.address();
        String url = postgres == null ? Objects.requireNonNull(settings.jdbcUrl()) : postgres.jdbcUrl();
        String user = postgres == null ? settings.jdbcUser() : PostgresProcess.USER;
        database = Database.open(url, user, settings.jdbcPassword());
        workerEnvironment.put("KAFKA_BROKERS", brokers);
        workerEnvironment.put("JDBC_URL", url);
        if (user != null) {
            workerEnvironment.put("PGUSER", user);
        }
    }

    /** Starts the workers first, which wait for the others. */
    void start(int numberOfWorkers) throws Exception {
        notes.accept("Starting " + numberOfWorkers + " workers, before there is a broker or a database.");
        for (int worker = 0; worker < numberOfWorkers; worker++) {
            startWorker(worker);
        }
        notes.accept(
                kafka == null ? "Using Kafka at " + brokers + "." : "Starting an embedded Kafka at " + brokers + ".");
        if (kafka != null) {
            kafka.start();
        }
        notes.accept(postgres == null ? "Using a real PostgreSQL." : "Starting an embedded PostgreSQL.");
        if (postgres != null) {
            postgres.start();
        }
        if (kafka != null) {
            kafka.awaitReady();
        }
        Topics.create(brokers);
        Database.createTables(database);
    }

    private synchronized void startWorker(int worker) throws IOException {
        if (closed) {
            return;
        }
        Map<String, String> environment = new HashMap<>(workerEnvironment);
        environment.put("WORKER_NAME", name(worker));
        ChildProcess process = ChildProcess.start(Worker.class, log(worker), workerProperties, environment);
        if (worker == workers.size()) {
            workers.add(process);
        } else {
            workers.set(worker, process);
        }
    }

    private static String name(int worker) {
        return "worker-" + (worker + 1);
    }

    Path log(int worker) {
        return folder.resolve(name(worker) + ".log");
    }

    int numberOfWorkers() {
        return workers.size();
    }

    String brokers() {
        return brokers;
    }

    HikariDataSource database() {
        return database;
    }

    /** Returns what can be done to the cluster: nothing to a real broker or database. */
    Set<Disturbance> disturbances() {
        Set<Disturbance> possible = EnumSet.allOf(Disturbance.class);
        if (kafka == null) {
            possible.removeAll(EnumSet.of(Disturbance.RESTART_BROKER, Disturbance.KILL_BROKER));
        }
        if (postgres == null) {
            possible.remove(Disturbance.STOP_DATABASE);
        }
        return possible;
    }

    /** Does something to the cluster, and returns when the cluster is whole again. */
    void disturb(Disturbance disturbance, int worker) throws Exception {
        switch (disturbance) {
            case KILL_WORKER -> killWorker(worker);
            case PAUSE_WORKER -> pauseWorker(worker);
            case RESTART_BROKER -> restartBroker(false);
            case KILL_BROKER -> restartBroker(true);
            case STOP_DATABASE -> stopDatabase();
        }
    }

    private void killWorker(int worker) throws Exception {
        notes.accept(name(worker) + " is killed (kill -9), and started again.");
        workers.get(worker).kill();
        startWorker(worker);
    }

    private void pauseWorker(int worker) throws Exception {
        notes.accept(name(worker) + " is paused (kill -STOP) until the group has thrown it out.");
        ChildProcess process = workers.get(worker);
        process.pause();
        try (Lag lag = new Lag(brokers)) {
            long end = System.nanoTime() + LONG.toNanos();
            while (isMember(lag, name(worker)) && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            // The worker that has taken over gets some time, so that the paused one is late.
            TimeUnit.SECONDS.sleep(1);
        } finally {
            process.resume();
        }
        notes.accept(name(worker) + " goes on with what it had.");
    }

    private static boolean isMember(Lag lag, String worker) throws InterruptedException {
        try {
            return lag.members().contains(worker);
        } catch (ExecutionException e) {
            // The broker does not respond, so it has thrown nobody out.
            return true;
        }
    }

    private void restartBroker(boolean kill) throws Exception {
        notes.accept(kill ? "The broker is killed (kill -9), and started again." : "The broker is restarted.");
        KafkaProcess restarted = Objects.requireNonNull(kafka);
        restarted.stop(kill);
        restarted.start();
        restarted.awaitReady();
    }

    private void stopDatabase() throws Exception {
        notes.accept("The database is stopped for " + DATABASE_AWAY.toSeconds() + " seconds.");
        PostgresProcess stopped = Objects.requireNonNull(postgres);
        stopped.stop();
        TimeUnit.NANOSECONDS.sleep(DATABASE_AWAY.toNanos());
        stopped.start();
        notes.accept("The database is there again.");
    }

    /** Returns the processor time of all processes since their start, for people. */
    String processorTimes() throws IOException {
        Duration ofWorkers = workers.stream().map(ChildProcess::processorTime).reduce(Duration.ZERO, Duration::plus);
        Duration ofThis = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return "workers %d s, broker %d s, PostgreSQL %d s, this process with supplier and OSS server %d s"
                .formatted(
                        ofWorkers.toSeconds(),
                        kafka == null ? 0 : kafka.processorTime().toSeconds(),
                        postgres == null ? 0 : postgres.processorTime().toSeconds(),
                        ofThis.toSeconds());
    }

    /** Ends all processes at once. Does so once. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        for (ChildProcess worker : workers) {
            worker.kill();
        }
        database.close();
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
