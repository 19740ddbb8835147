// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.link.PresignedLink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message with several links creates an exchange for each link, with its position, and has one outcome. */
class LinkBatchTest extends OssPresignedTestSupport {

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from(osspresigned("&linkSource=direct:links")).to("mock:out");
        routes.from(osspresigned("&linkSource=direct:bridged&bridgeErrorHandler=true"))
                .onException(ObjectNotFoundException.class)
                .handled(true)
                .to("mock:failed")
                .end()
                .to("mock:out");
    }

    private Exchange send(String uri, String... links) {
        return template.send(uri, exchange -> {
            exchange.getMessage().setBody(String.join("\n", links));
            exchange.setProperty(Exchange.BATCH_SIZE, 70);
            exchange.setProperty(Exchange.BATCH_INDEX, 69);
        });
    }

    private List<Exchange> arrived() {
        return getMockEndpoint("mock:out").getExchanges();
    }

    @Test
    void exchangesHaveBatchIndexAndTheLastHasBatchSize() {
        Exchange sent = send("direct:links", stored("a", "A"), stored("b", "B"), stored("c", "C"));

        assertThat(sent.getException()).isNull();
        assertThat(arrived())
                .extracting(exchange -> exchange.getProperty(Exchange.BATCH_INDEX))
                .containsExactly(0, 1, 2);
        assertThat(arrived())
                .extracting(exchange -> exchange.getProperty(Exchange.BATCH_COMPLETE))
                .containsExactly(false, false, true);
        assertThat(arrived())
                .extracting(exchange -> exchange.getProperty(Exchange.BATCH_SIZE))
                .containsExactly(null, null, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void closesTheTextWithTheLinks(int links) {
        List<String> urls = IntStream.range(0, links)
                .mapToObj(index -> stored("k" + index, "A"))
                .toList();
        AtomicBoolean closed = new AtomicBoolean();
        InputStream text = new ByteArrayInputStream(String.join("\n", urls).getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        template.sendBody("direct:links", text);

        assertThat(arrived()).hasSize(links);
        assertThat(closed).isTrue();
    }

    @Test
    void messageWithOneLinkKeepsBatchPropertiesOfItsSource() {
        send("direct:links", stored("a", "A"));

        assertThat(arrived()).singleElement().satisfies(exchange -> {
            assertThat(exchange.getProperty(Exchange.BATCH_INDEX)).isEqualTo(69);
            assertThat(exchange.getProperty(Exchange.BATCH_SIZE)).isEqualTo(70);
            assertThat(exchange.getProperty(Exchange.BATCH_COMPLETE)).isNull();
        });
    }

    @Test
    void firstOfManyFailuresIsTheOutcomeWithTenSuppressed() {
        String[] links = new String[31];
        for (int i = 0; i < 30; i++) {
            links[i] = link("missing-" + i);
        }
        links[30] = stored("a", "A");

        Exchange sent = send("direct:links", links);

        assertThat(sent.getException())
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("missing-0");
        assertThat(sent.getException().getSuppressed())
                .hasSize(10)
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(ObjectNotFoundException.class));
        assertThat(arrived()).hasSize(1);
    }

    /** The list of a large message may be a stream that is still being read. */
    @Test
    void failedLinkReachesErrorHandlerWithoutTheListOfLinks() throws Exception {
        MockEndpoint failed = getMockEndpoint("mock:failed");

        Exchange sent = send("direct:bridged", stored("a", "A"), link("missing"), stored("b", "B"));

        assertThat(sent.getException()).isNull();
        assertThat(arrived()).hasSize(2);
        assertThat(failed.getExchanges()).singleElement().satisfies(exchange -> {
            assertThat(exchange.getMessage().getBody()).isNull();
            assertThat(exchange.getMessage()
                            .getHeader("CamelPresignLink", PresignedLink.class)
                            .key())
                    .isEqualTo("missing");
            assertThat(exchange.getProperty(Exchange.BATCH_INDEX)).isEqualTo(1);
        });
    }

    @Test
    void logsOneSummaryLinePerMessage() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            send("direct:bridged", stored("a", "A"), link("missing"), stored("b", "B"));
            send("direct:bridged", stored("a", "A"));
        } finally {
            System.setErr(before);
        }

        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains(" links: "))
                .singleElement()
                .asString()
                .contains("INFO")
                .contains("3 links: 2 downloaded, 0 duplicates, 1 failed (ObjectNotFoundException 1)")
                .doesNotContain("http");
    }
}
