// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.idempotent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object is delivered once in every mode: as a stream, a temporary file, with enrich, or polled. */
class IdempotentModesTest extends OssPresignedTestSupport {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> routed = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failing = new AtomicBoolean();

    IdempotentModesTest() {
        withoutRouteBuilder();
    }

    private String uri(String options) {
        return "osspresigned:?" + LOCAL + "&idempotent=true" + options;
    }

    private String fresh(String key) {
        clock.advance(Duration.ofSeconds(1));
        return link(key);
    }

    private void record(Exchange exchange) {
        if (failing.get()) {
            throw new IllegalStateException("the route fails");
        }
        routed.add(exchange.getMessage().getBody(String.class));
    }

    private Exchange sendLink(String link) throws Exception {
        return send("direct:in", null, Map.of("CamelPresignUrl", link));
    }

    @ParameterizedTest
    @ValueSource(strings = {"to", "to&streaming=true", "enrich", "enrich&streaming=true", "toD&streaming=true"})
    void producerDeliversObjectOnce(String mode) throws Exception {
        String step = mode.split("&", 2)[0];
        String uri = uri(mode.substring(step.length()));
        start(routes -> {
            var from = routes.from("direct:in");
            var with = switch (step) {
                case "enrich" -> from.enrich(uri);
                case "toD" -> from.toD(uri + "&fileName=${header.name}");
                default -> from.to(uri);
            };
            with.filter(exchange -> exchange.getMessage().getBody() != null).process(this::record);
        });
        String first = stored("a.txt", "A");

        failing.set(true);
        assertThatThrownBy(() -> sendLink(first)).hasMessageContaining("the route fails");
        failing.set(false);
        sendLink(fresh("a.txt"));
        Exchange duplicate = sendLink(fresh("a.txt"));

        assertThat(routed).containsExactly("A");
        assertThat(duplicate.getMessage().getBody()).isNull();
        assertThat(duplicate.getMessage().getHeaders()).doesNotContainKey("CamelOssPresignedETag");
        sendLink(stored("a.txt", "B"));
        assertThat(routed).containsExactly("A", "B");
    }

    @Test
    void partlyReadStreamInSuccessfulRouteIsDelivered() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        start(routes -> routes.from("direct:in")
                .streamCache("false")
                .to(uri("&streaming=true"))
                .filter(exchange -> exchange.getMessage().getBody() != null)
                .process(exchange -> opened.incrementAndGet()));
        sendLink(stored("a.txt", "A"));
        sendLink(fresh("a.txt"));
        assertThat(opened).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&streaming=true"})
    void consumerDeliversObjectOnce(String mode) throws Exception {
        String uri = uri(mode + "&linkSource=direct:links");
        start(routes -> routes.from(uri).process(this::record));
        send("direct:links", stored("a.txt", "A") + "\n" + stored("b.txt", "B"), Map.of());
        send("direct:links", fresh("b.txt") + "\n" + stored("c.txt", "C"), Map.of());
        send("direct:links", fresh("a.txt"), Map.of());
        assertThat(routed).containsExactly("A", "B", "C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&streaming=true"})
    void linkOfATimerIsDeliveredAgainOnlyWithAnotherObject(String mode) throws Exception {
        String link = stored("a.txt", "A");
        start(routes -> routes.from("timer:poll?delay=0&period=20")
                .setBody(routes.constant(link))
                .to(uri(mode))
                .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE).isNull())
                .process(this::record));

        await().atMost(LONG).until(() -> server.requests().size() > 3);
        stored("a.txt", "B");
        await().atMost(LONG).untilAsserted(() -> assertThat(routed).containsExactly("A", "B"));
        // This object was delivered before, but not last.
        stored("a.txt", "A");
        int before = server.requests().size();
        await().atMost(LONG).until(() -> server.requests().size() > before + 3);
        assertThat(routed).containsExactly("A", "B");
    }
}
