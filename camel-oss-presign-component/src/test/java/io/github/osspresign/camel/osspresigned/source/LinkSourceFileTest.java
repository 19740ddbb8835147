// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of links is done when the route has processed all of its links, not before. */
class LinkSourceFileTest extends OssPresignedTestSupport {

    LinkSourceFileTest() {
        withoutRouteBuilder();
    }

    private Path links() {
        return directory.resolve("links");
    }

    private String consumer(String options) {
        return "osspresigned:" + inbox() + "?" + LOCAL + "&linkSource=RAW(file:" + links()
                + "?delay=50&initialDelay=0&moveFailed=.error)" + options;
    }

    private void drop(String name, String content) throws IOException {
        Files.createDirectories(links());
        Path staged = Files.writeString(directory.resolve(name), content);
        Files.move(staged, links().resolve(name));
    }

    private void awaitLinks(String... files) {
        await().untilAsserted(() -> assertThat(filesIn(links())).containsExactly(files));
    }

    @Test
    void eachLinkOfUriListBecomesOneExchange() throws Exception {
        MockEndpoint out = getMockEndpoint("mock:out");
        out.expectedMessageCount(2);
        context.addRoutes(route(consumer("")));
        context.start();

        drop("list.txt", "# two links\r\n" + stored("a.txt", "A") + "\r\n" + stored("b.txt", "B") + "\r\n");

        out.assertIsSatisfied();
        awaitLinks(".camel/list.txt");
        assertThat(out.getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .containsExactly("A", "B");
        assertThat(out.getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader("CamelFileName"))
                .containsExactly("a.txt", "b.txt");
        assertThat(out.getExchanges())
                .extracting(exchange -> exchange.getMessage()
                        .getHeader("CamelPresignLink", PresignedLink.class)
                        .key())
                .containsExactly("a.txt", "b.txt");
        assertThat(filesIn(inbox())).containsExactly("a.txt", "b.txt");
    }

    /** The poller gets the temporary file, too, which exists as long as its exchange. */
    @Test
    void polledFileIsDoneAfterTheRouteThatPolls() throws Exception {
        String polled = consumer("&idempotent=true").replace(inbox().toString(), "");
        AtomicInteger attempts = new AtomicInteger();
        start(routes -> routes.from("direct:in").pollEnrich(polled, 60_000).process(exchange -> {
            assertThat(filesIn(links())).contains("one.txt").doesNotContain(".camel/one.txt");
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("A");
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
        }));

        drop("one.txt", stored("a.txt", "A"));
        assertThatThrownBy(() -> send("direct:in", null, Map.of())).hasMessage("not yet");
        awaitLinks(".error/one.txt");
        drop("one.txt", stored("a.txt", "A"));
        send("direct:in", null, Map.of());

        awaitLinks(".camel/one.txt", ".error/one.txt");
    }

    @Test
    void polledFileWhoseDownloadFailsIsMoved() throws Exception {
        start(routes -> routes.from("direct:in").pollEnrich(consumer(""), 500));
        drop("one.txt", link("missing"));

        send("direct:in", null, Map.of());

        awaitLinks(".error/one.txt");
    }

    @Test
    void polledFileThatThePollerCannotQueueIsMoved() throws Exception {
        String polled = consumer("");
        DefaultEndpoint endpoint = context.getEndpoint(polled, DefaultEndpoint.class);
        endpoint.setPollingConsumerQueueSize(1);
        endpoint.setPollingConsumerBlockWhenFull(false);
        for (int i = 0; i < 5; i++) {
            drop(i + ".txt", stored(i + ".txt", "A"));
        }
        start(routes -> routes.from("direct:in").pollEnrich(polled, 60_000));

        send("direct:in", null, Map.of());

        await().until(() -> filesIn(links()).stream().anyMatch(name -> name.startsWith(".error/")));
        // The poller goes on until one file waits in its queue, which must not meet the deletion of the directory.
        await().until(() ->
                filesIn(links()).stream().filter(name -> !name.startsWith(".")).count() <= 1);
        context.stop();
    }

    @Test
    void failedFileIsProcessedAgainUntilItSucceeds() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        addRoutes(routes -> routes.from(consumer("").replace("&moveFailed=.error", ""))
                .process(exchange -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                })
                .to("mock:out"));
        getMockEndpoint("mock:out").expectedMessageCount(1);
        context.start();

        drop("one.txt", stored("a.txt", "A"));

        getMockEndpoint("mock:out").assertIsSatisfied();
        awaitLinks(".camel/one.txt");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void bridgeErrorHandlerHandlesInvalidLink() throws Exception {
        getMockEndpoint("mock:failed").expectedMessageCount(1);
        start(routes -> {
            routes.onException(IllegalArgumentException.class).handled(true).to("mock:failed");
            routes.from(consumer("&bridgeErrorHandler=true")).to("mock:out");
        });

        drop("one.json", "{\"no\":\"url\"}");

        MockEndpoint.assertIsSatisfied(context);
        awaitLinks(".camel/one.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"no\":\"url\"}", " \r\n ", "# only a comment\n"})
    void fileWithoutLinkFails(String content) throws Exception {
        context.addRoutes(route(consumer("")));
        context.start();

        drop("one", content);

        awaitLinks(".error/one");
    }

    @Test
    void consumerRequiresSourceOfLinks() {
        assertThatThrownBy(() -> {
                    context.addRoutes(route("osspresigned:" + inbox()));
                    context.start();
                })
                .hasStackTraceContaining("linkSource: must be set for a consumer, was not set");
    }

    @Test
    void suspendAndResumeApplyToTheSource() throws Exception {
        context.addRoutes(route(consumer("")));
        context.start();
        context.getRouteController().suspendRoute("receive");
        drop("one.txt", stored("a.txt", "A"));
        getMockEndpoint("mock:out").expectedMessageCount(0);
        getMockEndpoint("mock:out").setAssertPeriod(300);
        getMockEndpoint("mock:out").assertIsSatisfied();

        getMockEndpoint("mock:out").reset();
        getMockEndpoint("mock:out").expectedMessageCount(1);
        context.getRouteController().resumeRoute("receive");
        getMockEndpoint("mock:out").assertIsSatisfied();
        context.getRouteController().stopRoute("receive");
        context.getRouteController().startRoute("receive");
        getMockEndpoint("mock:out").reset();
        getMockEndpoint("mock:out").expectedMessageCount(1);
        drop("two.txt", stored("b.txt", "B"));
        getMockEndpoint("mock:out").assertIsSatisfied();
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("receive").to("mock:out");
            }
        };
    }
}
