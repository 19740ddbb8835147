// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.broker.BrokerTestSupport;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.SplitDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JMS message with links leaves the queue of a real broker when the route has succeeded, not before. */
@Execution(ExecutionMode.CONCURRENT)
class LinkSourceJmsTest extends BrokerTestSupport {

    private String consumer(String options) {
        return "osspresigned:" + inbox() + "?" + LOCAL + "&linkSource=jms:queue:links" + options;
    }

    @Test
    void linkInJsonFormFromQueueBecomesFile() throws Exception {
        getMockEndpoint("mock:out").expectedBodiesReceived("content");
        getMockEndpoint("mock:out").expectedHeaderReceived("order", "7");
        route(consumer(""));

        template.sendBodyAndHeader(
                "jms:queue:links", LinkJson.write(PresignedLink.of(stored("k.txt", "content"))), "order", "7");

        MockEndpoint.assertIsSatisfied(context);
        await().untilAsserted(() -> assertThat(queued("links")).isZero());
        assertThat(queued("DLQ")).isZero();
    }

    @Test
    void failedRouteGetsTheMessageAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        getMockEndpoint("mock:out").expectedMessageCount(1);
        start(routes -> routes.from(consumer(""))
                .process(exchange -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                })
                .to("mock:out"));

        template.sendBody("jms:queue:links", stored("k.txt", "content"));

        MockEndpoint.assertIsSatisfied(context);
        assertThat(attempts).hasValue(3);
        await().untilAsserted(() -> assertThat(queued("links")).isZero());
        assertThat(queued("DLQ")).isZero();
    }

    @Test
    void repeatedlyFailedDownloadGoesToDeadLetterQueue() throws Exception {
        getMockEndpoint("mock:out").expectedMessageCount(0);
        route(consumer(""));

        template.sendBody("jms:queue:links", link("missing"));

        await().untilAsserted(() -> assertThat(queued("DLQ")).isEqualTo(1));
        MockEndpoint.assertIsSatisfied(context);
        assertThat(server.requests()).hasSize(3);
        await().untilAsserted(() -> assertThat(queued("links")).isZero());
    }

    @Test
    void transactionProcessesLinksOneByOneOnItsThread() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        getMockEndpoint("mock:out").expectedMessageCount(3);
        start(routes -> routes.from(consumer("&concurrentDownloads=4"))
                .process(exchange -> threads.add(Thread.currentThread().getName()))
                .to("mock:out"));

        template.sendBody("jms:queue:links", stored("a", "A") + "\n" + stored("b", "B") + "\n" + stored("c", "C"));

        MockEndpoint.assertIsSatisfied(context);
        assertThat(threads).hasSize(1);
    }

    @Test
    void outputOfRolledBackMessageIsSentExactlyOnce() throws Exception {
        createQueue("out");
        List<Object> seen = new CopyOnWriteArrayList<>();
        String uri = consumer("&idempotent=true");
        start(routes -> routes.from(uri)
                .convertBodyTo(String.class)
                .process(exchange -> {
                    seen.add(exchange.getMessage().getBody());
                    if (seen.equals(List.of("A", "B"))) {
                        throw new IllegalStateException("the second link fails, the first has been sent on");
                    }
                })
                .to("jms:queue:out"));
        String links = stored("a.txt", "A") + "\n" + stored("b.txt", "B");

        template.sendBody("jms:queue:links", links);
        await().untilAsserted(() -> assertThat(queued("out")).isEqualTo(2));

        assertThat(seen).containsExactly("A", "B", "A", "B");
        await().untilAsserted(() -> assertThat(queued("links")).isZero());

        template.sendBody("jms:queue:links", link("a.txt"));
        template.sendBody("jms:queue:links", stored("c.txt", "C"));
        await().untilAsserted(() -> assertThat(queued("out")).isEqualTo(3));
        assertThat(seen).containsExactly("A", "B", "A", "B", "C");
        assertThat(queued("DLQ")).isZero();
    }

    private void splitting(boolean shareUnitOfWork, Processor route) throws Exception {
        String uri = osspresigned("&idempotent=true");
        start(routes -> {
            SplitDefinition split = routes.from("jms:queue:links")
                    .split(routes.body().tokenize("\n"))
                    .stopOnException();
            if (shareUnitOfWork) {
                split.shareUnitOfWork();
            }
            split.to(uri)
                    .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE).isNull())
                    .convertBodyTo(String.class)
                    .process(route)
                    .to("jms:queue:out");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void outputOfRolledBackMessageThatIsSplitIsSentExactlyOnce(boolean shareUnitOfWork) throws Exception {
        createQueue("out");
        List<Object> seen = new CopyOnWriteArrayList<>();
        splitting(shareUnitOfWork, exchange -> {
            seen.add(exchange.getMessage().getBody());
            if (seen.equals(List.of("A", "B"))) {
                throw new IllegalStateException("the second link fails, the first has been sent on");
            }
        });

        template.sendBody("jms:queue:links", stored("a.txt", "A") + "\n" + link("a.txt") + "\n" + stored("b.txt", "B"));

        // Between acknowledgement and rollback, the broker counts the message in no queue.
        await().untilAsserted(() -> assertThat(queued("out")).isEqualTo(2));
        assertThat(seen).containsExactly("A", "B", "A", "B");
        await().untilAsserted(() -> assertThat(queued("links")).isZero());

        template.sendBody("jms:queue:links", link("a.txt") + "\n" + stored("c.txt", "C"));
        await().untilAsserted(() -> assertThat(queued("out")).isEqualTo(3));
        assertThat(seen).containsExactly("A", "B", "A", "B", "C");
        assertThat(queued("DLQ")).isZero();
    }

    @Test
    void linkAfterASplitterToAnObjectOfABranchIsADuplicate() throws Exception {
        createQueue("out");
        String uri = osspresigned("&idempotent=true&maxAttempts=1");
        start(routes -> routes.from("jms:queue:links")
                .split(routes.body().tokenize("\n"))
                .stopOnException()
                .to(uri)
                .end()
                .process(exchange -> exchange.getMessage()
                        .setBody(exchange.getMessage()
                                .getBody(String.class)
                                .lines()
                                .iterator()
                                .next()))
                .to(uri)
                .setBody(routes.simple("duplicate: ${exchangeProperty.CamelDuplicateMessage}"))
                .to("jms:queue:out"));

        template.sendBody("jms:queue:links", stored("a.txt", "A") + "\n" + stored("b.txt", "B"));

        assertThat(consumer.receiveBody("jms:queue:out", 10_000)).isEqualTo("duplicate: true");
        await().untilAsserted(() -> assertThat(queued("links")).isZero());
        assertThat(queued("DLQ")).isZero();
    }

    @Test
    void messageFromDeadLetterQueueDeliversAllItsLinksInASplitter() throws Exception {
        splitting(false, exchange -> {});
        template.sendBody("jms:queue:links", stored("a.txt", "A") + "\n" + link("b.txt") + "\n" + link("a.txt"));
        await().untilAsserted(() -> assertThat(queued("DLQ")).isEqualTo(1));
        stored("b.txt", "B");

        template.sendBody("jms:queue:links", consumer.receiveBody("jms:queue:DLQ"));

        await().untilAsserted(() -> assertThat(queued("links")).isZero());
        assertThat(List.of(consumer.receiveBody("jms:queue:out", 5000), consumer.receiveBody("jms:queue:out", 5000)))
                .containsExactly("A", "B");
        assertThat(consumer.receiveBody("jms:queue:out", 200)).isNull();
    }

    /** Each attempt rolls back the output of the message, including that of links before the failed one. */
    @Test
    void messageFromDeadLetterQueueDeliversAllItsLinks() throws Exception {
        String uri = consumer("&idempotent=true");
        start(routes -> routes.from(uri).convertBodyTo(String.class).to("jms:queue:out"));
        template.sendBody("jms:queue:links", stored("a.txt", "A") + "\n" + link("b.txt") + "\n" + link("a.txt"));
        await().untilAsserted(() -> assertThat(queued("DLQ")).isEqualTo(1));
        stored("b.txt", "B");

        template.sendBody("jms:queue:links", consumer.receiveBody("jms:queue:DLQ"));

        await().untilAsserted(() -> assertThat(queued("links")).isZero());
        assertThat(List.of(consumer.receiveBody("jms:queue:out", 5000), consumer.receiveBody("jms:queue:out", 5000)))
                .containsExactly("A", "B");
        assertThat(consumer.receiveBody("jms:queue:out", 200)).isNull();
    }

    @Test
    void redeliveryDoesNotDeliverObjectsOfAnotherMessage() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        String uri = consumer("&idempotent=true");
        start(routes -> routes.from(uri)
                .convertBodyTo(String.class)
                .process(exchange -> {
                    if (exchange.getMessage().getBody().equals("B") && attempts.incrementAndGet() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                })
                .to("jms:queue:out"));
        template.sendBody("jms:queue:links", stored("a.txt", "A"));
        assertThat(consumer.receiveBody("jms:queue:out", 5000)).isEqualTo("A");

        template.sendBody("jms:queue:links", link("a.txt") + "\n" + stored("b.txt", "B"));

        assertThat(consumer.receiveBody("jms:queue:out", 5000)).isEqualTo("B");
        assertThat(attempts).hasValue(2);
        assertThat(consumer.receiveBody("jms:queue:out", 200)).isNull();
    }

    /** The queue takes over the completions of the exchanges of the links. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void linksThatEndBehindAQueueAreDeliveredOnceAndFree(boolean afterTheMessage) throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(afterTheMessage ? 1 : 0);
        List<String> seen = new CopyOnWriteArrayList<>();
        String uri = consumer("&idempotent=true&maxAttempts=1");
        start(routes -> {
            routes.from(uri).convertBodyTo(String.class).to("seda:next");
            routes.from("seda:next")
                    .process(exchange -> mayEnd.await())
                    .process(exchange -> seen.add(exchange.getMessage().getBody(String.class)));
        });
        template.sendBody("jms:queue:links", stored("a.txt", "A") + "\n" + stored("b.txt", "B"));
        await().untilAsserted(() -> assertThat(queued("links")).isZero());
        mayEnd.countDown();
        await().untilAsserted(() -> assertThat(seen).containsExactly("A", "B"));

        template.sendBody("jms:queue:links", link("a.txt") + "\n" + link("b.txt") + "\n" + stored("c.txt", "C"));

        await().untilAsserted(() -> assertThat(seen).containsExactly("A", "B", "C"));
        await().untilAsserted(() -> assertThat(queued("links")).isZero());
        assertThat(queued("DLQ")).isZero();
    }

    @Test
    void failedMessageIsLostWithoutTransaction() throws Exception {
        context.addComponent("plain", JmsComponent.jmsComponentAutoAcknowledge(connections));
        getMockEndpoint("mock:out").expectedBodiesReceived("B");
        route(consumer("").replace("jms:queue:links", "plain:queue:links"));

        template.sendBody("jms:queue:links", link("missing"));
        template.sendBody("jms:queue:links", stored("b", "B"));

        MockEndpoint.assertIsSatisfied(context);
        await().untilAsserted(() -> assertThat(queued("links")).isZero());
        assertThat(queued("DLQ")).isZero();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void clientAcknowledgementDeliversFailedMessageAgain() throws Exception {
        context.addComponent("plain", JmsComponent.jmsComponentClientAcknowledge(connections));
        route(consumer("&concurrentDownloads=3").replace("jms:queue:links", "plain:queue:links"));

        template.sendBody("jms:queue:links", stored("a", "A") + "\n" + link("missing") + "\n" + stored("c", "C"));

        await().untilAsserted(() -> assertThat(queued("DLQ")).isEqualTo(1));
        assertThat(server.requests())
                .filteredOn(request -> request.status() == 404)
                .hasSize(3);
        await().untilAsserted(() -> assertThat(queued("links")).isZero());
        assertThat(filesIn(inbox())).containsExactly("a", "c");
    }

    private void route(String uri) throws Exception {
        start(routes -> routes.from(uri).to("mock:out"));
    }
}
