// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.delivery.TemporaryFilesTestSupport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A download behind a queue belongs to the exchange that the queue delivers, and not to the branch that has sent it. */
@Tag("slow")
class OssPresignedQueueTest extends TemporaryFilesTestSupport {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MESSAGES = 5;

    private final Queue<String> read = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> counts = new ConcurrentLinkedQueue<>();
    private final CountDownLatch senderMayEnd = new CountDownLatch(1);
    private final CountDownLatch receiverMayRead = new CountDownLatch(1);

    @AfterEach
    void letRoutesEnd() {
        senderMayEnd.countDown();
        receiverMayRead.countDown();
    }

    private int folders() throws IOException {
        return temporary().toFile().list().length;
    }

    /** Adds the route that sends each line of its message, or its message five times, to the queue. */
    private void addSender(String eip) throws Exception {
        addRoutes(routes -> {
            var lines = routes.body().tokenize("\n");
            var five = String.join(",", Collections.nCopies(MESSAGES, "direct:next"));
            ProcessorDefinition<?> from = routes.from("direct:in");
            ProcessorDefinition<?> sent = switch (eip) {
                case "split" -> from.split(lines).to("seda:queue").end();
                case "parallel split" ->
                    from.split(lines).parallelProcessing().to("seda:queue").end();
                case "streaming split" ->
                    from.split(lines).streaming().to("direct:next").end();
                case "split that shares the unit of work" ->
                    from.split(lines).shareUnitOfWork().to("seda:queue").end();
                case "split behind direct" -> from.to("direct:split");
                case "nested split" ->
                    from.split(lines)
                            .split(routes.body())
                            .to("seda:queue")
                            .end()
                            .end();
                case "multicast" -> from.multicast().to(five.split(",")).end();
                case "parallel multicast" ->
                    from.multicast().parallelProcessing().to(five.split(",")).end();
                case "recipientList" ->
                    from.recipientList(routes.constant(five)).end();
                case "recipientList in a split" ->
                    from.split(lines)
                            .recipientList(routes.constant("direct:next"))
                            .end()
                            .end();
                case "wireTap in a split" ->
                    from.split(lines).wireTap("direct:next").end().end();
                case "enrich in a split" ->
                    from.split(lines).enrich("direct:next").end();
                case "loop in a split" ->
                    from.split(lines).loop(1).copy().to("seda:queue").end().end();
                case "loop" -> from.loop(MESSAGES).to("seda:queue").end();
                case "routingSlip in a split" ->
                    from.split(lines)
                            .routingSlip(routes.constant("seda:queue"))
                            .end()
                            .end();
                case "threads in a split" ->
                    from.split(lines).threads(2).to("seda:queue").end().end();
                default -> throw new IllegalArgumentException(eip);
            };
            sent.process(exchange -> senderMayEnd.await());
            routes.from("direct:split").split(lines).to("seda:queue");
            routes.from("direct:next").to("seda:queue");
        });
    }

    /** Adds the route that receives the messages of the queue, downloads and reads. */
    private void addReceiver(String options, String step) throws Exception {
        String uri = "osspresigned:?" + LOCAL + options;
        addRoutes(routes -> {
            ProcessorDefinition<?> from = routes.from("seda:queue");
            ProcessorDefinition<?> downloaded = switch (step) {
                case "to" -> from.to(uri);
                case "toD" -> from.toD(uri);
                case "direct" -> from.to("direct:download");
                case "enrich" -> from.enrich(uri);
                case "pollEnrich" -> from.pollEnrich(uri, -1);
                default -> throw new IllegalArgumentException(step);
            };
            downloaded.process(this::count).process(exchange -> receiverMayRead.await());
            downloaded.process(exchange -> read.add(new String(
                    exchange.getMessage().getBody(InputStream.class).readAllBytes(), StandardCharsets.UTF_8)));
            routes.from("direct:download").to(uri);
        });
    }

    private void count(Exchange exchange) throws IOException {
        counts.add(folders());
    }

    private List<String> expected(String eip) {
        return eip.contains("split")
                ? IntStream.range(0, MESSAGES).mapToObj(i -> "content " + i).toList()
                : Collections.nCopies(MESSAGES, "content 0");
    }

    /** Sends the links that a sender needs. */
    private Future<Exchange> send(String eip) {
        List<String> links = new ArrayList<>();
        for (int i = 0; i < (eip.contains("split") ? MESSAGES : 1); i++) {
            links.add(stored(i + ".txt", "content " + i));
        }
        return template.asyncSend("direct:in", exchange -> exchange.getMessage().setBody(String.join("\n", links)));
    }

    private void awaitRead(String eip) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(read).containsExactlyInAnyOrderElementsOf(expected(eip)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "split",
                "parallel split",
                "streaming split",
                "split that shares the unit of work",
                "split behind direct",
                "nested split",
                "multicast",
                "parallel multicast",
                "recipientList",
                "recipientList in a split",
                "wireTap in a split",
                "enrich in a split",
                "loop in a split",
                "loop",
                "routingSlip in a split",
                "threads in a split"
            })
    void fileIsDeletedWithTheExchangeOfTheQueueWhileTheSenderRuns(String eip) throws Exception {
        addSender(eip);
        addReceiver("", "to");
        context.start();
        receiverMayRead.countDown();

        Future<Exchange> sender = send(eip);

        awaitRead(eip);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(folders()).isZero());
        assertThat(counts).containsOnly(1);
        assertThat(sender.isDone()).isFalse();
        senderMayEnd.countDown();
        assertThat(sender.get(60, TimeUnit.SECONDS).getException()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "split, ''",
        "multicast, ''",
        "recipientList in a split, ''",
        "split, &streaming=true",
        "nested split, &streaming=true"
    })
    void queueReadsItsDownloadAfterTheSenderHasEnded(String eip, String options) throws Exception {
        addSender(eip);
        addReceiver(options, "to");
        context.start();

        Future<Exchange> sender = send(eip);
        await().atMost(PATIENCE).until(() -> counts.size() == 1);
        senderMayEnd.countDown();
        assertThat(sender.get(60, TimeUnit.SECONDS).getException()).isNull();
        receiverMayRead.countDown();

        awaitRead(eip);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(folders()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"to", "toD", "direct", "enrich", "pollEnrich"})
    void eachWayOfDownloadingBehindAQueueDeletesItsFile(String step) throws Exception {
        addSender("split");
        addReceiver("", step);
        context.start();
        receiverMayRead.countDown();

        Future<Exchange> sender = send("split");

        awaitRead("split");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(folders()).isZero());
        assertThat(sender.isDone()).isFalse();
        senderMayEnd.countDown();
    }

    @Test
    void severalConsumersBehindASplitReadAllFilesAndHaveOneEach() throws Exception {
        int links = 300;
        start(routes -> {
            routes.from("direct:in")
                    .split(routes.body().tokenize("\n"))
                    .to("seda:queue?size=300")
                    .end()
                    .process(exchange -> senderMayEnd.await());
            routes.from("seda:queue?size=300&concurrentConsumers=4")
                    .to("osspresigned:?" + LOCAL)
                    .process(this::count)
                    .process(exchange -> read.add(exchange.getMessage().getBody(String.class)));
        });
        List<String> lines = IntStream.range(0, links)
                .mapToObj(i -> stored(i + ".txt", "content " + i))
                .toList();

        Future<Exchange> sender = template.asyncSend(
                "direct:in", exchange -> exchange.getMessage().setBody(String.join("\n", lines)));

        await().atMost(PATIENCE).until(() -> read.size() == links);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(folders()).isZero());
        assertThat(counts).allSatisfy(count -> assertThat(count).isBetween(1, 4));
        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, links).mapToObj(i -> "content " + i).toList());
        senderMayEnd.countDown();
        assertThat(sender.get(60, TimeUnit.SECONDS).getException()).isNull();
    }

    @Test
    void splitBehindAQueueCanBeAggregatedWithoutThePropertyOfTheSender() throws Exception {
        addSender("split");
        start(routes -> routes.from("seda:queue")
                .removeProperty("CamelStreamCacheUnitOfWork")
                .split(routes.body(), AggregationStrategies.groupedBody())
                .to("osspresigned:?" + LOCAL)
                .end()
                .process(exchange -> {
                    for (Object body : exchange.getMessage().getBody(List.class)) {
                        read.add(new String(((InputStream) body).readAllBytes(), StandardCharsets.UTF_8));
                    }
                }));

        Future<Exchange> sender = send("split");

        awaitRead("split");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(folders()).isZero());
        assertThat(sender.isDone()).isFalse();
        senderMayEnd.countDown();
    }
}
