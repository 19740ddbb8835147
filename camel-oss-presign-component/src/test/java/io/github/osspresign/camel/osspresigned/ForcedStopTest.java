// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.broker.MemoryBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the shutdown timeout has elapsed, running transfers end immediately, whatever the service does. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ForcedStopTest extends OssPresignedTestSupport {

    /** Source of the links, and the step that uses them. */
    enum Shape {
        LINKS_OF_FILES("file", "linkSource=file:%s"),
        LINKS_OF_FILES_SIDE_BY_SIDE("file", "linkSource=file:%s&concurrentDownloads=3"),
        LINKS_OF_A_QUEUE("jms", "linkSource=jms:queue:links"),
        LINKS_IN_MEMORY("seda", "linkSource=seda:links"),
        STREAMS_OF_A_QUEUE("jms", "streaming=true&linkSource=jms:queue:links"),
        STREAMS_OF_FILES("file", "streaming=true&linkSource=file:%s"),
        TEMPORARY_FILES_OF_A_QUEUE("jms", "temporary=&linkSource=jms:queue:links"),
        PRODUCER_BEHIND_FILES("file", "to"),
        PRODUCER_BEHIND_A_QUEUE("jms", "to"),
        PRODUCER_IN_MEMORY("seda", "to"),
        PRODUCER_OF_EACH_MESSAGE("jms", "toD"),
        PRODUCER_IN_ANOTHER_ROUTE("jms", "direct"),
        PRODUCER_SIDE_BY_SIDE("jms", "parallelism=4&partSize=1048576"),
        STREAM_OF_A_PRODUCER("jms", "toStream"),
        ENRICH("jms", "enrich"),
        POLL_ENRICH("jms", "pollEnrich"),
        POLL_ENRICH_FOR_A_WHILE("jms", "pollEnrichFor"),
        UPLOAD_OF_FILES("file", "upload"),
        UPLOAD_OF_A_QUEUE("jms", "upload");

        final String source;
        final String use;

        Shape(String source, String use) {
            this.source = source;
            this.use = use;
        }
    }

    private static final long TIMEOUT_MILLIS = 300;

    @TempDir
    Path other;

    private DrippingServer slow;
    private @Nullable EmbeddedActiveMQ broker;
    private @Nullable ActiveMQConnectionFactory connections;

    ForcedStopTest() {
        withoutRouteBuilder();
    }

    @BeforeEach
    void startServer() throws Exception {
        slow = new DrippingServer(1000);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    }

    private void startBroker() throws Exception {
        String address = "vm://" + System.identityHashCode(this);
        broker = MemoryBroker.start(address, new AddressSettings().setAutoCreateQueues(true));
        connections = new ActiveMQConnectionFactory(address);
        context.addComponent("jms", JmsComponent.jmsComponentTransacted(connections));
    }

    @AfterEach
    void stopServers() throws Exception {
        slow.close();
        context.stop();
        if (connections != null) {
            connections.close();
            broker.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopOfContextEndsAfterItsTimeout(Shape shape) throws Exception {
        start(shape);
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(TIMEOUT_MILLIS);

        long begun = System.nanoTime();
        context.stop();

        assertEndedSoon(begun);
    }

    @ParameterizedTest
    @EnumSource
    void stopOfRouteEndsAfterItsTimeout(Shape shape) throws Exception {
        start(shape);

        long begun = System.nanoTime();
        context.getRouteController().stopRoute("receive", TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);

        assertEndedSoon(begun);
    }

    private void assertEndedSoon(long begun) {
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(taken).isLessThan(Duration.ofSeconds(6));
        slow.readOn();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(slow.underWay()).isZero());
    }

    private void start(Shape shape) throws Exception {
        if (shape.source.equals("jms")) {
            startBroker();
        }
        Path links = directory.resolve("links");
        String source = switch (shape.source) {
            case "file" -> "file:" + links + "?initialDelay=0&delay=100";
            case "jms" -> "jms:queue:links";
            default -> "seda:links";
        };
        String put = "osspresigned:?operation=upload&" + LOCAL;
        addRoutes(routes -> {
            switch (shape.use) {
                case "to" -> read(routes, source).to(osspresigned(""));
                case "toD" -> read(routes, source).toD(osspresigned("&fileName=RAW(${header.no}x)"));
                case "direct" -> {
                    read(routes, source).to("direct:use");
                    routes.from("direct:use").to(osspresigned(""));
                }
                case "parallelism=4&partSize=1048576" -> read(routes, source).to(osspresigned("&" + shape.use));
                case "toStream" ->
                    read(routes, source)
                            .to("osspresigned:?streaming=true&" + LOCAL)
                            .to("file:" + other);
                case "enrich" -> read(routes, source).enrich(osspresigned(""));
                case "pollEnrich" -> read(routes, source).pollEnrich(osspresigned(""), -1);
                case "pollEnrichFor" -> read(routes, source).pollEnrich(osspresigned(""), 60_000);
                case "upload" ->
                    routes.from(source)
                            .routeId("receive")
                            .setHeader("CamelPresignUrl", routes.constant(slow.link("put")))
                            .setHeader("CamelPresignMethod", routes.constant("PUT"))
                            .setBody(routes.constant(new byte[32 * 1024 * 1024]))
                            .to(put);
                default -> {
                    boolean toFiles = !shape.use.startsWith("streaming") && !shape.use.startsWith("temporary");
                    String options =
                            shape.use.replace("file:%s", "RAW(" + source + ")").replace("temporary=&", "");
                    routes.from((toFiles ? osspresigned("&") : "osspresigned:?" + LOCAL + "&") + options)
                            .routeId("receive")
                            .to("file:" + other);
                }
            }
        });
        context.start();
        String link = slow.link("k");
        switch (shape.source) {
            case "file" -> {
                Files.createDirectories(links);
                Files.writeString(links.resolve("list"), link + "\n" + slow.link("l") + "\n" + slow.link("m"));
                if (shape.use.startsWith("to")) {
                    Files.writeString(links.resolve("list"), link);
                }
            }
            case "jms" -> template.sendBody("jms:queue:links", link);
            default -> template.sendBody("seda:links", link);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(slow.underWay()).isPositive());
    }

    /** Creates a route whose messages are links. */
    private static RouteDefinition read(RouteBuilder routes, String source) {
        return routes.from(source)
                .routeId("receive")
                .convertBodyTo(String.class)
                .setHeader("CamelPresignUrl", routes.body());
    }
}
