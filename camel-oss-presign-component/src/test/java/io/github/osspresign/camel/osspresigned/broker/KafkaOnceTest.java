// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.Postgres;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two receivers of one Kafka group share a repository in a database. */
@Tag("slow")
@Timeout(240)
class KafkaOnceTest extends OssPresignedTestSupport {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path data;

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final List<DefaultCamelContext> deliveredBy = new CopyOnWriteArrayList<>();

    KafkaOnceTest() {
        withoutRouteBuilder();
    }

    private DefaultCamelContext receiver(KafkaBroker broker, Postgres postgres) throws Exception {
        DefaultCamelContext receiver = new DefaultCamelContext();
        OssPresignedComponent component = new OssPresignedComponent();
        component.setClock(clock);
        component.setLocalDevelopment(true);
        receiver.addComponent("osspresigned", component);
        receiver.getPropertiesComponent().addInitialProperty("brokers", broker.address());
        receiver.getPropertiesComponent().addInitialProperty("inbox", inbox().toString());
        receiver.getRegistry().bind("seen", new JdbcMessageIdRepository(postgres.dataSource(), "links"));
        receiver.addRoutes(new KafkaOnceRoutes());
        RouteBuilder.addRoutes(
                receiver,
                routes -> routes.from("direct:process").process(exchange -> {
                    deliveredBy.add(receiver);
                    delivered.add(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
                }));
        receiver.start();
        return receiver;
    }

    @Test
    void offsetsOfLinksThatFailForGoodAreCommitted() throws Exception {
        stored("corrupt.txt", "content");
        server.inject(
                FaultRule.of(new Fault.FlippedByte(3)).forKey("corrupt.txt").always());
        stored("cut.txt", "content");
        server.inject(FaultRule.of(new Fault.CutBodyAfter(3)).forKey("cut.txt").always());
        List<DefaultCamelContext> receivers = new ArrayList<>();
        try (KafkaBroker broker = KafkaBroker.start(data);
                Postgres postgres = Postgres.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
                AutoCloseable end = () -> {
                    receivers.forEach(DefaultCamelContext::stop);
                    context.stop();
                }) {
            context.start();
            for (String key : List.of("missing.txt", "corrupt.txt", "cut.txt")) {
                template.sendBody("kafka:links?brokers=" + broker.address(), link(key));
            }
            receivers.add(receiver(broker, postgres));

            await().atMost(LONG).until(() -> committed(admin) == 3);
        }
    }

    private static long committed(Admin admin) throws Exception {
        return admin.listConsumerGroupOffsets("receivers").partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    @Test
    void receiverThatTakesOverSkipsWhatTheOtherHasDelivered() throws Exception {
        List<DefaultCamelContext> receivers = new ArrayList<>();
        try (KafkaBroker broker = KafkaBroker.start(data);
                Postgres postgres = Postgres.start();
                // Closed before the broker.
                AutoCloseable end = () -> {
                    receivers.forEach(DefaultCamelContext::stop);
                    context.stop();
                }) {
            context.start();
            String topic = "kafka:links?brokers=" + broker.address();
            template.sendBody(topic, stored("a.txt", "A"));
            template.sendBody(topic, link("missing.txt"));
            template.sendBody(topic, stored("b.txt", "B"));
            receivers.add(receiver(broker, postgres));
            receivers.add(receiver(broker, postgres));
            await().atMost(LONG).until(() -> delivered.size() == 2);

            deliveredBy.get(0).stop();
            clock.advance(Duration.ofSeconds(1));
            template.sendBody(topic, link("a.txt"));
            template.sendBody(topic, stored("c.txt", "C"));
            await().atMost(LONG).until(() -> delivered.contains("c.txt"));

            assertThat(delivered).containsExactly("a.txt", "b.txt", "c.txt");
            assertThat(deliveredBy.get(2)).isNotSameAs(deliveredBy.get(0));
            assertThat(consumer.receiveBody(
                            "kafka:links.failed?brokers=" + broker.address()
                                    + "&groupId=operators&autoOffsetReset=earliest",
                            LONG.toMillis(),
                            String.class))
                    .contains("missing.txt");
        }
    }
}
