// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape and a probe of a worker cost the broker. */
@Tag("slow")
class BacklogTest {

    private static final int PARTITIONS = 12;
    private static final int TIMES = 20;
    private static final int OTHERS = 5;

    private final List<Consumer<Object, Object>> group = new ArrayList<>();

    /** Requests of a client, and bytes of the responses. */
    private record Cost(double requests, double bytes) {}

    @Test
    void scrapeAndProbeCostTheSameInAGroupOfAnySize(@TempDir Path folder) throws Exception {
        try (KafkaProcess kafka = new KafkaProcess(folder)) {
            kafka.start(Map.of());
            kafka.awaitReady();
            Configuration configuration = Configuration.of(Map.of(
                    "kafka.bootstrap.servers",
                    kafka.address(),
                    "kafka.client.id",
                    "measured",
                    "etl.partitions",
                    Integer.toString(PARTITIONS)));
            Topics.find(configuration, Duration.ofMinutes(1));
            Membership worker = join(configuration);
            try (Backlog backlog = new Backlog(configuration, worker, new SimpleMeterRegistry())) {
                awaitPartitions(worker, PARTITIONS);
                // Connects, and asks for the brokers.
                measure(backlog);
                Cost alone = cost(backlog);
                for (int other = 0; other < OTHERS; other++) {
                    join(configuration);
                }
                awaitPartitions(worker, PARTITIONS / (OTHERS + 1));
                Cost withOthers = cost(backlog);

                // Leaders and ends of the partitions, and the brokers.
                assertThat(alone.requests()).isEqualTo(3 * TIMES);
                assertThat(withOthers.requests()).isEqualTo(3 * TIMES);
                assertThat(withOthers.bytes()).isLessThan(alone.bytes());
            } finally {
                group.forEach(Consumer::close);
            }
        }
    }

    private Membership join(Configuration configuration) {
        Membership membership = new Membership(Duration.ZERO, Duration.ZERO, refusal -> {});
        Properties properties = new Properties();
        properties.putAll(configuration.kafka(
                Map.of("key.deserializer", StringDeserializer.class, "value.deserializer", StringDeserializer.class)));
        Consumer<Object, Object> consumer = membership.getConsumer(properties);
        group.add(consumer);
        consumer.subscribe(List.of("etl.links"), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                // The membership knows them.
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                // As above.
            }
        });
        return membership;
    }

    private void awaitPartitions(Membership worker, int number) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            group.forEach(consumer -> consumer.poll(Duration.ofMillis(20)));
            return worker.positions().size() == number;
        });
    }

    private static void measure(Backlog backlog) throws Exception {
        backlog.measure();
        assertThat(backlog.state()).isEqualTo("1 brokers");
    }

    /** Returns the cost of some scrapes and as many probes. */
    private static Cost cost(Backlog backlog) throws Exception {
        double requests = metric("request-total");
        double bytes = metric("incoming-byte-total");
        for (int time = 0; time < TIMES; time++) {
            measure(backlog);
        }
        return new Cost(metric("request-total") - requests, metric("incoming-byte-total") - bytes);
    }

    private static double metric(String name) throws JMException {
        return (double) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("kafka.admin.client:type=admin-client-metrics,client-id=measured"), name);
    }
}
