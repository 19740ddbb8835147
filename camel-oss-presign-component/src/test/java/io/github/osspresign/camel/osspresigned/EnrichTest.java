// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.ObjectNotFoundException;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code enrich} and {@code pollEnrich} download links of messages with a single endpoint. */
class EnrichTest extends OssPresignedTestSupport {

    EnrichTest() {
        withoutRouteBuilder();
    }

    @BeforeEach
    void addRoutes() throws Exception {
        start(routes -> {
            routes.from("direct:enrich").enrich(osspresigned("")).convertBodyTo(String.class);
            routes.from("direct:poll")
                    .pollEnrich(osspresigned("&stallTimeout=5m"), -1)
                    .convertBodyTo(String.class);
            routes.from("direct:soon").pollEnrich(osspresigned("&stallTimeout=5m"), 500);
            routes.from("direct:once")
                    .pollEnrich(osspresigned("&idempotent=true"), 60_000)
                    .convertBodyTo(String.class);
        });
    }

    private Exchange through(String route, String link) throws Exception {
        return send(route, "body", Map.of("CamelPresignUrl", link));
    }

    private long endpoints() {
        return context.getEndpoints().stream()
                .filter(OssPresignedEndpoint.class::isInstance)
                .count();
    }

    @Test
    void usesOneEndpointForManyLinks() throws Exception {
        through("direct:poll", stored("first.txt", "first"));
        through("direct:enrich", stored("first.txt", "first"));
        long endpoints = endpoints();
        int threads = Thread.activeCount();
        for (int i = 0; i < 200; i++) {
            String link = stored(i + ".txt", "content " + i);
            String route = i % 2 == 0 ? "direct:poll" : "direct:enrich";
            assertThat(through(route, link).getMessage().getBody()).isEqualTo("content " + i);
        }
        assertThat(endpoints()).isEqualTo(endpoints);
        await().untilAsserted(() -> assertThat(Thread.activeCount()).isLessThan(threads + 50));
    }

    @Test
    void failureKeepsItsType() {
        assertThatThrownBy(() -> through("direct:poll", link("missing"))).isInstanceOf(ObjectNotFoundException.class);
        assertThatThrownBy(() -> send("direct:poll", null, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("link: must be in the header CamelPresignLink");
    }

    @Test
    void timeoutLimitsTheDownload() throws Exception {
        server.putObject(BUCKET, "slow", new byte[100_000]);
        server.inject(new Fault.StallAfter(1000, Duration.ofMinutes(5)));
        assertThat(through("direct:soon", link("slow")).getMessage().getBody()).isNull();
    }

    @Test
    void duplicateHasNoBody() throws Exception {
        String link = stored("a.txt", "A");
        assertThat(through("direct:once", link).getMessage().getBody()).isEqualTo("A");
        assertThat(through("direct:once", link).getMessage().getBody()).isNull();
    }
}
