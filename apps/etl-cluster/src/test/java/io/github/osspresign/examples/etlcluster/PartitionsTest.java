// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The number of partitions is that of the topic, which the operator decides and raises. */
@Tag("slow")
@Timeout(180)
class PartitionsTest {

    private static final String UP = "200 UP\n";
    private static final Map<String, String> INSTANCE =
            Map.of("kafka.group.instance.id", "loader-0", "kafka.session.timeout.ms", "45000");

    @TempDir
    private Path folder;

    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();
    private final List<Integer> ports = List.of(FreePort.find(), FreePort.find());
    private Cluster cluster;
    private Admin admin;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> properties = new HashMap<>(server.camelProperties());
        properties.put("kafka.metadata.max.age.ms", "1000");
        properties.put("etl.partitions", "");
        cluster = new Cluster(folder, properties, note -> {});
        cluster.startServices(Map.of());
        admin = Admin.create(cluster.configuration().kafka(Map.of()));
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
        cluster.close();
        server.close();
    }

    @Test
    void workerWithoutAPartitionIsReadyAndGetsOneWhenTheTopicGrows() throws Exception {
        Cluster.createTopics(admin, 1, 2);
        startWorkers();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(List.of(ready(0), ready(1)))
                        .anySatisfy(one -> assertThat(one).startsWith(UP).contains("worker: 1 partitions"))
                        .anySatisfy(other -> assertThat(other).startsWith(UP).contains("worker: no partition")));
        assertThat(log(0) + log(1)).contains("This worker has no partition: there are more workers than partitions.");

        admin.createPartitions(Map.of("etl.links", NewPartitions.increaseTo(5)))
                .all()
                .get();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(List.of(ready(0), ready(1)))
                        .allSatisfy(one -> assertThat(one).startsWith(UP).containsPattern("worker: [23] partitions")));
        Sample sample = new Sample("grown/", 100);
        sendLinks(sample);
        try (Lag lag = new Lag(cluster.configuration())) {
            await().atMost(Duration.ofMinutes(1)).until(() -> lag.total() == 0);
            assertThat(lag.partitions())
                    .hasSize(5)
                    .allSatisfy(part -> assertThat(part.end()).isPositive());
            assertThat(lag.failed()).isEqualTo(sample.links(Sample.Kind::fails).count());
        }
        assertThat(Contents.of(cluster.database(), "demo/grown/")).isEqualTo(Contents.of(sample.rows(false)));
        assertThat(Cluster.get(ports.get(0), "/metrics"))
                .containsPattern("etl_lag\\{partition=\"\\d\"} 0\\.0")
                .doesNotContainPattern("etl_lag\\{.*} ([1-9]|NaN)")
                .containsPattern("etl_partitions [23]\\.0");
        // Cooperative: the first worker keeps its partition when others join.
        assertThat(log(0) + log(1)).doesNotContain("gives up the partitions [etl.links-0]");
    }

    @Test
    void lagCountsTheLinksOfAllPartitionsBeforeAWorkerHasReadOne() throws Exception {
        Cluster.createTopics(admin, 4, 1);
        sendLinks(new Sample("waiting/", 100));

        try (Lag lag = new Lag(cluster.configuration())) {
            assertThat(lag.total()).isEqualTo(101);
            admin.createPartitions(Map.of("etl.links", NewPartitions.increaseTo(6)))
                    .all()
                    .get();
            sendLinks(new Sample("more/", 100));
            assertThat(lag.total()).isEqualTo(202);
            assertThat(lag.partitions()).hasSize(6);
        }
    }

    @Test
    void workerCreatesMissingTopicsOnlyWithTheConfiguredNumber() throws Exception {
        cluster.startWorker(0, Map.of("etl.patience", "3s"));

        assertThat(cluster.awaitEnd(0)).isPositive();
        assertThat(log(0)).contains("topic etl.links.failed does not exist; create it, or set etl.partitions");
        assertThat(admin.listTopics().names().get()).isEmpty();

        cluster.startWorker(0, Map.of("etl.partitions", "7"));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> admin.listTopics().names().get().contains("etl.links"));
        assertThat(Topics.describe(admin, "etl.links").partitions()).hasSize(7);
    }

    @Test
    @Tag("long")
    void ofWorkersWithOneInstanceIdTheLaterHasThePartitionsAlsoAfterAKill() throws Exception {
        Cluster.createTopics(admin, 2, 1);
        startWorker(0, INSTANCE);
        awaitReady(0, "worker: 2 partitions");

        startWorker(1, INSTANCE);
        assertThat(cluster.awaitEnd(0)).isEqualTo(1);
        assertThat(log(0)).contains("Kafka refuses this worker: FencedInstanceIdException");
        assertThat(log(1)).doesNotContain("FencedInstanceIdException");
        awaitReady(1, "worker: 2 partitions");

        cluster.kill(1);
        startWorker(1, INSTANCE);
        // Before its session ends.
        await().atMost(Duration.ofSeconds(30)).until(() -> ready(1).contains("worker: 2 partitions"));

        startWorker(0, Map.of());
        awaitReady(0, "worker: 1 partitions");
        cluster.terminate(1);
        // It leaves the group, also with an ID.
        await().atMost(Duration.ofSeconds(30)).until(() -> ready(0).contains("worker: 2 partitions"));
    }

    @Test
    void workersKeepTheirPartitionsAndLoadWhileTheGroupWaitsForAKilledOne() throws Exception {
        Cluster.createTopics(admin, 2, 1);
        cluster.properties().put("kafka.session.timeout.ms", "30000");
        startWorkers();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(List.of(ready(0), ready(1)))
                        .allSatisfy(one -> assertThat(one).contains("worker: 1 partitions")));

        cluster.kill(1);
        Sample sample = new Sample("meanwhile/", 100);
        try (KafkaConsumer<byte[], byte[]> joining = new KafkaConsumer<>(
                cluster.configuration().kafka(Map.of("group.id", "etl-loaders")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            joining.subscribe(List.of("etl.links"));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                joining.poll(Duration.ofMillis(100));
                return group() == ConsumerGroupState.PREPARING_REBALANCE;
            });
            sendLinks(sample);
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            Contents.of(cluster.database(), "demo/meanwhile/").rows() > 0
                                    && group() == ConsumerGroupState.PREPARING_REBALANCE);
        }
        try (Lag lag = new Lag(cluster.configuration())) {
            await().atMost(Duration.ofMinutes(1)).until(() -> lag.total() == 0);
        }

        assertThat(log(0)).doesNotContain("has lost the partitions");
        assertThat(Contents.of(cluster.database(), "demo/meanwhile/")).isEqualTo(Contents.of(sample.rows(false)));
    }

    private ConsumerGroupState group() throws Exception {
        String group = cluster.configuration().get("kafka.group.id");
        return admin.describeConsumerGroups(List.of(group))
                .describedGroups()
                .get(group)
                .get()
                .state();
    }

    private void startWorkers() throws Exception {
        startWorker(0, Map.of());
        startWorker(1, Map.of());
    }

    private void startWorker(int worker, Map<String, String> special) throws Exception {
        Map<String, String> ofWorker = new HashMap<>(special);
        ofWorker.put("etl.port", ports.get(worker).toString());
        cluster.startWorker(worker, ofWorker);
    }

    private void awaitReady(int worker, String state) {
        await().atMost(Duration.ofMinutes(1)).until(() -> ready(worker).contains(state));
    }

    private void sendLinks(Sample sample) throws Exception {
        try (Supplier supplier = new Supplier(sample, server, cluster.configuration())) {
            supplier.supply();
        }
    }

    private String ready(int worker) throws Exception {
        return Cluster.get(ports.get(worker), "/health/ready");
    }

    private String log(int worker) throws IOException {
        return Files.readString(cluster.log(worker));
    }
}
