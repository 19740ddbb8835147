// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.camel.osspresigned.broker.DiskBroker;
import io.github.osspresign.test.FreePort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that is killed before the commit of a message delivers the message again, as if it were the first time. */
@Timeout(180)
class KilledBrokerTest extends OssPresignedTestSupport {

    private final String address = "tcp://127.0.0.1:" + FreePort.find();
    private final AtomicInteger confirmed = new AtomicInteger();
    private final List<String> sentOn = new CopyOnWriteArrayList<>();
    private KillableJvm broker;

    KilledBrokerTest() {
        withoutRouteBuilder();
    }

    private void startBroker() throws IOException, InterruptedException {
        broker = KillableJvm.start(
                DiskBroker.class,
                directory.resolve("errors"),
                false,
                List.of(directory.resolve("broker").toString(), address, "links", "out"));
        broker.awaitLine("started");
    }

    /** Kills the broker while the key of the first object is confirmed, and starts it again. */
    private final class KillingRepository extends MemoryIdempotentRepository {

        @Override
        public boolean confirm(String key) {
            boolean known = super.confirm(key);
            if (!key.startsWith("message ") && confirmed.getAndIncrement() == 0) {
                try {
                    broker.kill();
                    startBroker();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return known;
        }
    }

    @AfterEach
    void stopBroker() throws Exception {
        context.stop();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void objectsOfMessageWhoseBrokerIsKilledBeforeTheCommitAreDeliveredAgain(boolean linkSource) throws Exception {
        startBroker();
        context.getRegistry().bind("seen", new KillingRepository());
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(address)) {
            context.addComponent("jms", JmsComponent.jmsComponentTransacted(connections));
            String queue = "jms:queue:links?recoveryInterval=100";
            String uri = osspresigned("&idempotent=true&idempotentRepository=#seen");
            start(routes -> {
                (linkSource
                                ? routes.from(uri + "&linkSource=RAW(" + queue + ")")
                                : routes.from(queue)
                                        .to(uri)
                                        .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE)
                                                .isNull()))
                        .convertBodyTo(String.class)
                        .to("jms:queue:out");
                routes.from("jms:queue:out?recoveryInterval=100")
                        .process(exchange -> sentOn.add(exchange.getMessage().getBody(String.class)));
            });

            template.sendBody("jms:queue:links", stored("a.txt", "A"));

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(sentOn).containsExactly("A"));
            assertThat(confirmed).as("deliveries").hasValue(2);
            context.stop();
        }
    }
}
