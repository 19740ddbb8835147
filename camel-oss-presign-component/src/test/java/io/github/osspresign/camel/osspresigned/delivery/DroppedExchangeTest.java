// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exchange that Camel drops keeps neither its object nor its file. */
class DroppedExchangeTest extends TemporaryFilesTestSupport {

    private final List<String> read = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        context.stop();
        assertThat(context.getShutdownStrategy().isTimeoutOccurred()).isFalse();
    }

    private List<Path> folders() throws IOException {
        return Stream.of(temporary().toFile().listFiles()).map(File::toPath).toList();
    }

    private static String once(String options) {
        return "osspresigned:?" + LOCAL + "&idempotent=true&maxAttempts=1" + options;
    }

    private Exchange sendLink(String link) throws Exception {
        return send("direct:in", null, Map.of("CamelPresignUrl", link));
    }

    private void awaitDelivery(String link) {
        await().ignoreExceptions().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return sendLink(link).getException() == null;
        });
    }

    private AggregationStrategy failingOnce() {
        return (original, resource) -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the aggregation fails");
            }
            original.getMessage().setBody(resource.getMessage().getBody());
            return original;
        };
    }

    private void read(Exchange exchange) throws IOException {
        InputStream body = exchange.getMessage().getBody(InputStream.class);
        if (body != null) {
            read.add(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"enrich", "enrich&streaming=true", "pollEnrich", "pollEnrich&streaming=true"})
    void failedAggregationFreesObjectAndFile(String mode) throws Exception {
        String step = mode.split("&", 2)[0];
        String uri = once(mode.substring(step.length()));
        start(routes -> {
            var from = routes.from("direct:in");
            (step.equals("enrich") ? from.enrich(uri, failingOnce()) : from.pollEnrich(uri, -1, failingOnce()))
                    .process(this::read);
        });
        String link = stored("a.txt", "A");

        assertThatThrownBy(() -> sendLink(link)).hasMessageContaining("Error occurred during aggregation");
        assertThat(folders()).isEmpty();
        sendLink(link);
        sendLink(link);

        assertThat(read).containsExactly("A");
        assertThat(folders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enrich", "pollEnrich"})
    void resourceThatTheAggregationLeavesOutFreesObjectAndFile(String step) throws Exception {
        failures.set(0);
        AggregationStrategy leavingOutOnce =
                (original, resource) -> failures.getAndIncrement() == 0 ? null : failingOnce(original, resource);
        start(routes -> {
            var from = routes.from("direct:in");
            (step.equals("enrich")
                            ? from.enrich(once(""), leavingOutOnce)
                            : from.pollEnrich(once(""), -1, leavingOutOnce))
                    .process(this::read);
        });
        String link = stored("a.txt", "A");

        sendLink(link);
        assertThat(folders()).isEmpty();
        sendLink(link);

        assertThat(read).hasSizeLessThanOrEqualTo(1);
        assertThat(folders()).isEmpty();
    }

    private static Exchange failingOnce(Exchange original, Exchange resource) {
        original.getMessage().setBody(resource.getMessage().getBody());
        return original;
    }

    @ParameterizedTest
    @ValueSource(strings = {"enrich", "pollEnrich"})
    void redeliveredStepGetsTheObjectOfItsExchangeAgain(String step) throws Exception {
        start(routes -> {
            routes.errorHandler(
                    routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
            var from = routes.from("direct:in");
            (step.equals("enrich")
                            ? from.enrich(once(""), failingOnce())
                            : from.pollEnrich(once(""), -1, failingOnce()))
                    .process(this::read);
        });
        String link = stored("a.txt", "A");

        sendLink(link);
        sendLink(link);

        assertThat(read).containsExactly("A");
        assertThat(folders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enrich", "pollEnrich"})
    void redeliveredRouteOfOneOfSeveralLinksGetsItsOwnObjectAgain(String step) throws Exception {
        String link = stored("a.txt", "A");
        start(routes -> {
            routes.from("osspresigned:?" + LOCAL + "&linkSource=direct:in")
                    .errorHandler(
                            routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                    .to("direct:inner");
            var from = routes.from("direct:inner")
                    .errorHandler(routes.noErrorHandler())
                    .filter(routes.body().isEqualTo("B"))
                    .removeHeader("CamelPresignLink")
                    .setHeader("CamelPresignUrl", routes.constant(link));
            (step.equals("enrich") ? from.enrich(once("")) : from.pollEnrich(once(""), -1))
                    .process(this::read)
                    .process(exchange -> {
                        if (failures.getAndDecrement() > 0) {
                            throw new IllegalStateException("the route fails");
                        }
                    });
        });

        send("direct:in", stored("b.txt", "B") + "\n" + stored("c.txt", "C"), Map.of());

        assertThat(read).containsExactly("A", "A");
        assertThat(folders()).isEmpty();
    }

    /** Camel sets no unit of work if an application calls the producer itself, and the caller has the only exchange. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&streaming=true"})
    void callerOfTheProducerReadsItsDownload(String options) throws Exception {
        context.start();
        Endpoint endpoint = context.getEndpoint(once(options));
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setHeader("CamelPresignUrl", stored("a.txt", "A"));

        try (Producer producer = endpoint.createProducer()) {
            producer.start();
            producer.process(exchange);
            read(exchange);
        }

        assertThat(read).containsExactly("A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&discardWhenFull=true"})
    void fullQueueFreesTheObjectWithTheNextGarbageCollection(String options) throws Exception {
        String queue = "seda:queue?size=1" + options;
        start(routes -> {
            routes.from("direct:in").to(once("")).to(queue);
            routes.from(queue).process(this::read).process(exchange -> mayGoOn.await());
        });
        sendLink(stored("a.txt", "A"));
        await().until(() -> read.size() == 1);
        sendLink(stored("b.txt", "B"));
        String link = stored("c.txt", "C");
        template.send("direct:in", exchange -> exchange.getMessage().setHeader("CamelPresignUrl", link));
        mayGoOn.countDown();
        await().until(() -> read.size() == 2);

        awaitDelivery(link);

        await().untilAsserted(() -> assertThat(read).containsExactly("A", "B", "C"));
    }

    @Test
    void failedAggregationOfPooledExchangeFreesTheObjectWithTheNextGarbageCollection() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        start(routes -> routes.from("direct:in").enrich(once(""), failingOnce()).process(this::read));
        String link = stored("a.txt", "A");
        assertThatThrownBy(() -> sendLink(link)).hasMessageContaining("Error occurred during aggregation");

        awaitDelivery(link);

        assertThat(read).containsExactly("A");
    }
}
