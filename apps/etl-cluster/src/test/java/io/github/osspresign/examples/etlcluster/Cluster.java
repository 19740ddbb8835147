// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import com.zaxxer.hikari.HikariDataSource;
import io.github.osspresign.test.Http;
import java.io.IOException;
import java.io.Writer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Broker, database and workers, and what can be done to them while links are loaded. */
final class Cluster implements AutoCloseable {

    static final Duration DATABASE_AWAY = Duration.ofSeconds(10);

    private static final Duration LONG = Duration.ofMinutes(2);

    private final Path folder;
    private final Consumer<String> notes;
    private final KafkaProcess kafka;
    private final PostgresProcess postgres;
    private final Map<String, String> properties = new HashMap<>();
    private final Configuration configuration;
    private final HikariDataSource database;
    private final List<ChildProcess> workers = new ArrayList<>();
    private Map<String, String> ofBroker = Map.of();
    private boolean closed;

    /**
     * Prepares the cluster, and starts nothing.
     *
     * @param folder folder for data, configuration and logs
     * @param configured configuration of the workers, such as that of Camel
     * @param notes receives a line for each event
     */
    Cluster(Path folder, Map<String, String> configured, Consumer<String> notes) throws IOException {
        this.folder = folder;
        this.notes = notes;
        kafka = new KafkaProcess(folder);
        postgres = new PostgresProcess(folder);
        properties.put("kafka.bootstrap.servers", kafka.address());
        // Killed and paused workers lose their partitions soon.
        properties.put("kafka.session.timeout.ms", "6000");
        properties.put("kafka.heartbeat.interval.ms", "2000");
        properties.put("etl.partitions", "3");
        properties.put("etl.database.url", postgres.jdbcUrl());
        properties.put("etl.database.user", PostgresProcess.USER);
        properties.putAll(configured);
        configuration = Configuration.of(properties);
        database = Database.open(configuration);
    }

    /** Starts the workers first, which wait for the others. */
    void start(int numberOfWorkers) throws Exception {
        notes.accept("Starting " + numberOfWorkers + " workers, before there is a broker or a database.");
        for (int worker = 0; worker < numberOfWorkers; worker++) {
            startWorker(worker, Map.of());
        }
        startServices(Map.of());
        createTopicsAndTables();
    }

    void createTopicsAndTables() throws Exception {
        Topics.find(configuration, LONG);
        Database.createTables(database, new Readings());
    }

    /**
     * Starts broker and database.
     *
     * @param ofBroker properties of the broker, besides its own
     */
    void startServices(Map<String, String> ofBroker) throws Exception {
        this.ofBroker = ofBroker;
        notes.accept("Starting an embedded Kafka at " + kafka.address() + ".");
        kafka.start(ofBroker);
        notes.accept("Starting an embedded PostgreSQL.");
        postgres.start();
        kafka.awaitReady();
    }

    /**
     * Starts a worker, or starts it again.
     *
     * @param ofWorker configuration of this worker, besides that of all
     */
    void startWorker(int worker, Map<String, String> ofWorker) throws IOException {
        startWorker(worker, ofWorker, Map.of());
    }

    /**
     * Starts a worker, or starts it again.
     *
     * @param ofWorker configuration of this worker, besides that of all
     * @param environment variables of its process, besides those of this one
     */
    synchronized void startWorker(int worker, Map<String, String> ofWorker, Map<String, String> environment)
            throws IOException {
        if (closed) {
            return;
        }
        Path path = writeConfiguration(name(worker), ofWorker);
        ChildProcess process =
                ChildProcess.start(environment, EtlCluster.class, log(worker), "worker", path.toString());
        if (worker == workers.size()) {
            workers.add(process);
        } else {
            workers.set(worker, process);
        }
    }

    /** Writes the configuration of a client with a name, and returns the file. */
    Path writeConfiguration(String name, Map<String, String> ofClient) throws IOException {
        Properties file = new Properties();
        file.putAll(properties);
        file.setProperty("kafka.client.id", name);
        file.putAll(ofClient);
        Path path = folder.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(path)) {
            file.store(writer, null);
        }
        return path;
    }

    static String name(int worker) {
        return "worker-" + (worker + 1);
    }

    Path log(int worker) {
        return folder.resolve(name(worker) + ".log");
    }

    int numberOfWorkers() {
        return workers.size();
    }

    void kill(int worker) {
        workers.get(worker).kill();
    }

    /** Ends a worker in order. */
    void terminate(int worker) throws InterruptedException {
        workers.get(worker).terminate();
    }

    /** Waits until a worker has ended, and returns its exit code. */
    int awaitEnd(int worker) throws InterruptedException {
        return workers.get(worker).awaitEnd();
    }

    /** Returns the configuration of all workers, as its properties. */
    Map<String, String> properties() {
        return properties;
    }

    /** Returns the configuration of all clients. */
    Configuration configuration() {
        return configuration;
    }

    HikariDataSource database() {
        return database;
    }

    /** Event after which the cluster is whole again. */
    interface Disturbance {

        void happen(Cluster cluster, int worker) throws Exception;
    }

    static final List<Disturbance> DISTURBANCES = List.of(
            Cluster::killWorker,
            Cluster::pauseWorker,
            (cluster, worker) -> cluster.restartBroker(false),
            (cluster, worker) -> cluster.restartBroker(true),
            (cluster, worker) -> cluster.stopDatabase());

    private void killWorker(int worker) throws Exception {
        notes.accept(name(worker) + " is killed (kill -9), and started again.");
        kill(worker);
        startWorker(worker, Map.of());
    }

    private void pauseWorker(int worker) throws Exception {
        notes.accept(name(worker) + " is paused (kill -STOP) until the group has thrown it out.");
        pause(worker);
        resumeLate(worker);
        notes.accept(name(worker) + " goes on with what it had.");
    }

    void pause(int worker) throws IOException, InterruptedException {
        workers.get(worker).pause();
    }

    /** Lets a paused worker run again, after the group has thrown it out. */
    void resumeLate(int worker) throws IOException, InterruptedException {
        try (Lag lag = new Lag(configuration)) {
            long end = System.nanoTime() + LONG.toNanos();
            while (isMember(lag, name(worker)) && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            // The worker that has taken over gets some time, so that the paused one is late.
            TimeUnit.SECONDS.sleep(1);
        } finally {
            workers.get(worker).resume();
        }
    }

    private static boolean isMember(Lag lag, String worker) throws InterruptedException {
        try {
            return lag.partitions().stream().anyMatch(part -> worker.equals(part.worker()));
        } catch (ExecutionException e) {
            // The broker does not respond, so it has thrown nobody out.
            return true;
        }
    }

    void restartBroker(boolean kill) throws Exception {
        notes.accept(kill ? "The broker is killed (kill -9), and started again." : "The broker is restarted.");
        kafka.stop(kill);
        kafka.start(ofBroker);
        kafka.awaitReady();
    }

    private void stopDatabase() throws Exception {
        notes.accept("The database is stopped for " + DATABASE_AWAY.toSeconds() + " seconds.");
        restartDatabase(DATABASE_AWAY);
        notes.accept("The database is there again.");
    }

    void restartDatabase(Duration away) throws IOException, InterruptedException {
        postgres.stop();
        TimeUnit.NANOSECONDS.sleep(away.toNanos());
        postgres.start();
    }

    int brokerPort() {
        return kafka.port();
    }

    /** Processor time of all processes since their start. */
    record ProcessorTime(Duration workers, Duration broker, Duration database) {

        ProcessorTime since(ProcessorTime earlier) {
            return new ProcessorTime(
                    workers.minus(earlier.workers), broker.minus(earlier.broker), database.minus(earlier.database));
        }
    }

    ProcessorTime processorTime() throws IOException {
        Duration ofWorkers = workers.stream().map(ChildProcess::processorTime).reduce(Duration.ZERO, Duration::plus);
        return new ProcessorTime(ofWorkers, kafka.processorTime(), postgres.processorTime());
    }

    /** Creates the topics as an operator does. */
    static void createTopics(Admin admin, int links, int failed) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(
                        new NewTopic("etl.links", Optional.of(links), Optional.empty()),
                        new NewTopic("etl.links.failed", Optional.of(failed), Optional.empty())))
                .all()
                .get();
    }

    /** Returns status and body of a response of the worker at a port. */
    static String get(int port, String path) {
        try {
            HttpResponse<String> response = Http.get("http://127.0.0.1:" + port + path);
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            return "no response";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
        kafka.close();
        postgres.close();
    }
}
