// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.examples.etlcluster.ReplacedObjects.Differences;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.RandomSeed;
import io.github.osspresign.test.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A link or a service that fails for long lets links wait, and stops neither a worker nor the links of other partitions. */
@Tag("slow")
@Timeout(1800)
class WaitingTest {

    private static final int LINKS = Integer.getInteger("waiting.links", 60);
    private static final int WORKERS = Integer.getInteger("waiting.workers", 2);
    private static final int PARTITIONS = 12;
    private static final int KILLS = Integer.getInteger("waiting.kills", 0);

    /** Faults of the objects after the sound ones. They fail for long, and not for good. */
    private static final List<Fault> FAULTS = List.of(
            new Fault.DelayedResponse(Duration.ofMinutes(1)),
            new Fault.StatusError(500, "InternalError", "We encountered an internal error."),
            new Fault.StatusError(429, "TooManyRequests", "Slow down."),
            new Fault.ConnectionReset());

    private static final String UNREACHABLE = "demo/unreachable.zip";
    private static final Differences NONE = new Differences(0, 0, 0);

    @RegisterExtension
    final RandomSeed seed = new RandomSeed("waiting.seed");

    @TempDir
    private Path folder;

    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();
    private final Links links = Links.of(server);
    private final List<Integer> ports =
            IntStream.range(0, WORKERS).mapToObj(worker -> FreePort.find()).toList();
    private final List<Integer> waiting =
            IntStream.range(LINKS, LINKS + FAULTS.size()).boxed().toList();
    /** Objects of partitions without a link that waits, and those after one. */
    private final Map<Boolean, List<Integer>> free =
            IntStream.range(0, LINKS).boxed().collect(Collectors.partitioningBy(this::isFree));

    private final List<Integer> sound = free.get(true);
    private Cluster cluster;
    private ReplacedObjects objects;
    private Lag lag;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> properties = new HashMap<>(server.camelProperties());
        properties.put("etl.partitions", Integer.toString(PARTITIONS));
        properties.put("etl.download.timeout", "2s");
        cluster = new Cluster(folder, properties, note -> {});
        cluster.startServices(
                Map.of("transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1"));
        cluster.createTopicsAndTables();
        objects = new ReplacedObjects(LINKS + FAULTS.size(), server, cluster.configuration());
        lag = new Lag(cluster.configuration());
    }

    private boolean isFree(int object) {
        int partition = partition(name(object));
        return partition != partition(UNREACHABLE)
                && waiting.stream().noneMatch(other -> partition(name(other)) == partition);
    }

    private static String name(int object) {
        return "demo/" + ReplacedObjects.key(object);
    }

    private static int partition(String object) {
        return BuiltInPartitioner.partitionForKey(object.getBytes(UTF_8), PARTITIONS);
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
        objects.close();
        lag.close();
        server.close();
    }

    @Test
    void otherLinksAreLoadedWhileLinksAndServicesFailForLong() throws Exception {
        Random random = RandomSeed.random(seed.value());
        String temporary = System.getProperty("java.io.tmpdir");
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=8m")) {
            // That of the workers, which are started from here.
            System.setProperty("java.io.tmpdir", disk.path().toString());
            startWorkers("1h");
            String givenUp = partitionsGivenUp();

            sendWaiting();
            objects.replace(sound);
            for (int kill = 0; kill < KILLS; kill++) {
                int worker = random.nextInt(WORKERS);
                long left = objects.links() + 1 - Math.round(lag.total());
                await().pollInterval(Duration.ofMillis(200))
                        .atMost(Duration.ofSeconds(10 + left))
                        .until(() -> ready(worker).startsWith("200"));
                cluster.kill(worker);
                startWorker(worker, "1h");
                objects.replace(sound.subList(0, sound.size() / 4));
            }
            awaitSound();
            assertThat(lag.failed()).isZero();
            if (KILLS == 0) {
                assertThat(partitionsGivenUp()).isEqualTo(givenUp);
                assertThat(allReady()).allSatisfy(ready -> assertThat(ready).startsWith("200 UP"));
            }

            alter("default_transaction_read_only = on");
            objects.replace(sound);
            awaitReady("200 UP\n", "database: DOWN, ");
            assertThat(allReady())
                    .allSatisfy(ready ->
                            assertThat(ready).containsAnyOf("PSQLException", "SQLException: database is read-only"));
            alter("default_transaction_read_only = off");
            awaitSound();
            assertThat(lag.failed()).isZero();

            disk.fill(0);
            objects.replace(sound);
            awaitReady("503 DOWN\n", "worker cannot write its files");
            disk.makeRoom();
            awaitSound();
            awaitReady("200 UP\n", "partitions");
            assertThat(lag.failed()).isZero();
        } finally {
            System.setProperty("java.io.tmpdir", temporary);
        }
    }

    @Test
    void linkThatHasWaitedLongestHasFailedAlsoAfterARestart() throws Exception {
        startWorkers("1h");
        sendWaiting();
        objects.replace(sound);
        objects.replace(free.get(false));
        awaitSound();
        // The time that a link has waited is not forgotten with its worker.
        await().atMost(Duration.ofMinutes(1))
                .until(() -> lag.partitions().stream()
                                .filter(part -> part.waited() > 0)
                                .count()
                        > 2);
        for (int worker = 0; worker < WORKERS; worker++) {
            cluster.terminate(worker);
        }
        startWorkers("1s");

        await().atMost(Duration.ofMinutes(3)).until(() -> lag.total() == 0);
        Set<String> failed = new TreeSet<>(Set.of(UNREACHABLE));
        waiting.forEach(object -> failed.add(name(object)));
        Resend resend = new Resend(cluster.configuration(), objects.signer());
        assertThat(resend.reasons().keySet()).isEqualTo(failed);

        server.clearFaults();
        assertThat(resend.run().sent()).isEqualTo(failed.size());
        await().atMost(Duration.ofMinutes(3)).until(() -> lag.total() == 0);
        assertThat(objects.differences(cluster.database())).isEqualTo(NONE);
        sendInTransactions();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(metrics()).contains("etl_lag{").doesNotContainPattern("etl_lag\\{.*} ([1-9]|NaN)"));
        assertThat(resend.reasons().keySet()).isEqualTo(Set.of(UNREACHABLE));
    }

    /** Sends a link to each partition in a transaction, and records without a link in one that is aborted. */
    private void sendInTransactions() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                cluster.configuration().kafka(Map.of("transactional.id", "supplier")),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<?>> sent = new ArrayList<>();
            for (int object = 0; object < 3; object++) {
                String link = LinkJson.write(links.get(ReplacedObjects.key(object)));
                sent.add(producer.send(new ProducerRecord<>("etl.links", name(object), link)));
            }
            producer.commitTransaction();
            producer.beginTransaction();
            waiting.forEach(
                    object -> sent.add(producer.send(new ProducerRecord<>("etl.links", name(object), "no link"))));
            producer.flush();
            assertThat(sent).allMatch(Future::isDone);
            producer.abortTransaction();
        }
    }

    private String metrics() {
        return ports.stream().map(port -> Cluster.get(port, "/metrics")).collect(Collectors.joining());
    }

    private void startWorkers(String longestWait) throws Exception {
        for (int worker = 0; worker < WORKERS; worker++) {
            startWorker(worker, longestWait);
        }
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(lag.partitions())
                        .extracting(Lag.Partition::worker)
                        .doesNotContainNull()
                        .contains(IntStream.range(0, WORKERS)
                                .mapToObj(Cluster::name)
                                .toArray(String[]::new)));
    }

    private void startWorker(int worker, String longestWait) throws IOException {
        cluster.startWorker(worker, Map.of("etl.port", ports.get(worker).toString(), "etl.longest.wait", longestWait));
    }

    /** Sends links that fail for long: one for each fault, and one to a port at which nobody listens. */
    private void sendWaiting() throws Exception {
        for (int fault = 0; fault < FAULTS.size(); fault++) {
            server.inject(FaultRule.of(FAULTS.get(fault))
                    .forKey(ReplacedObjects.key(waiting.get(fault)))
                    .forMethod("GET")
                    .always());
        }
        objects.replace(waiting);
        int closed = FreePort.find();
        try (Sender sender = new Sender(cluster.configuration())) {
            String link = LinkJson.write(links.get("unreachable.zip"));
            sender.send(UNREACHABLE, link.replace(":" + server.port(), ":" + closed));
            sender.flush();
        }
    }

    /** Waits until the table has the sound objects, with three rows each, and no others. */
    private void awaitSound() {
        int others = IntStream.range(0, LINKS + FAULTS.size())
                .filter(object -> objects.isSent(object) && !sound.contains(object))
                .map(object -> 3)
                .sum();
        Differences expected = new Differences(0, others, 0);
        await().atMost(Duration.ofMinutes(10))
                .untilAsserted(() ->
                        assertThat(objects.differences(cluster.database())).isEqualTo(expected));
    }

    private void awaitReady(String... texts) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(allReady())
                        .allSatisfy(ready -> assertThat(ready).contains(texts)));
    }

    private List<String> allReady() {
        return IntStream.range(0, WORKERS).mapToObj(this::ready).toList();
    }

    private String ready(int worker) {
        return Cluster.get(ports.get(worker), "/health/ready");
    }

    private void alter(String setting) throws SQLException {
        try (Connection connection = cluster.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set " + setting);
            statement.execute("select pg_reload_conf()");
        }
    }

    /** Returns what the workers say about partitions that go, which is not the last that they say about a rebalance. */
    private String partitionsGivenUp() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int worker = 0; worker < WORKERS; worker++) {
            Files.readString(cluster.log(worker))
                    .lines()
                    .filter(line ->
                            line.contains("gives up the partitions") || line.contains("has lost the partitions"))
                    .forEach(line -> lines.append(line).append('\n'));
        }
        return lines.toString();
    }
}
