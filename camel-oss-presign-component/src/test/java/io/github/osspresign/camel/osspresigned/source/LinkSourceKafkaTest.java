// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.camel.osspresigned.broker.KafkaBroker;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The offset of a Kafka record with links is committed when the route has processed all of them, not before. */
@Timeout(240)
class LinkSourceKafkaTest extends OssPresignedTestSupport {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    static Path data;

    @AutoClose
    private static KafkaBroker broker;

    private final String topic = "links-" + UUID.randomUUID();

    LinkSourceKafkaTest() {
        withoutRouteBuilder();
    }

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(data);
    }

    @AfterEach
    void stopContext() {
        context.stop();
    }

    private String kafka(String options) {
        return "kafka:" + topic + "?brokers=" + broker.address() + "&groupId=receivers&autoOffsetReset=earliest"
                + "&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true&pollTimeoutMs=200" + options;
    }

    private void produce(String links) {
        template.sendBody("kafka:" + topic + "?brokers=" + broker.address(), links);
    }

    /** Returns the next offset of the group after a crash. */
    private long committed() {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets("receivers")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition);
            return offset == null ? 0 : offset.offset();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void commit(Exchange exchange) {
        exchange.getMessage()
                .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                .commit();
    }

    @Test
    void recordIsCommittedAfterTheRouteAndRedeliveredAfterFailure() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        getMockEndpoint("mock:out").expectedMessageCount(2);
        start(routes -> routes.from(osspresigned("&linkSource=RAW(" + kafka("") + ")"))
                .process(exchange -> {
                    assertThat(committed())
                            .isEqualTo(exchange.getMessage().getHeader(KafkaConstants.OFFSET, Long.class));
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                })
                .to("mock:out")
                .process(LinkSourceKafkaTest::commit));
        produce(LinkJson.write(PresignedLink.of(stored("a", "A"))));
        produce(stored("b", "B"));

        await().atMost(LONG).untilAsserted(() -> assertThat(committed()).isEqualTo(2));
        getMockEndpoint("mock:out").assertIsSatisfied();
        assertThat(attempts).hasValue(4);
    }

    /** A route that commits for each link would commit the record with its first link. */
    @Test
    void recordWithSeveralLinksIsCommittedAfterAllOfThem() throws Exception {
        start(routes -> {
            routes.from(kafka("")).to("direct:links").process(LinkSourceKafkaTest::commit);
            routes.from(osspresigned("&linkSource=direct:links&concurrentDownloads=2"))
                    .process(exchange -> assertThat(committed()).isZero())
                    .to("mock:out");
        });
        produce(stored("a", "A") + "\n" + link("late") + "\n" + stored("c", "C"));

        await().atMost(LONG)
                .until(() -> server.requests().stream()
                                .filter(r -> r.status() == 404)
                                .count()
                        >= 2);
        assertThat(committed()).isZero();
        stored("late", "it is here now");

        await().atMost(LONG).untilAsserted(() -> assertThat(committed()).isEqualTo(1));
        assertThat(filesIn(inbox())).containsExactly("a", "c", "late");
    }
}
