// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.DrippingServer;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.ObjectNotFoundException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the timeout of a poll has elapsed, its download is cancelled, and the next poll resumes it. */
@Timeout(120)
class PollTimeoutTest extends OssPresignedTestSupport {

    private DrippingServer slow;

    PollTimeoutTest() {
        withoutRouteBuilder();
    }

    @BeforeEach
    void startServer() throws Exception {
        slow = new DrippingServer(0);
        start(routes -> {
            routes.from("direct:poll").pollEnrich(osspresigned("&parallelism=1"), 700);
            routes.from("direct:temporary").pollEnrich("osspresigned:?" + LOCAL, 700);
            routes.from("direct:stream").pollEnrich("osspresigned:?streaming=true&" + LOCAL, 700);
            routes.from("direct:fresh").pollEnrich(osspresigned("&refreshUri=direct:late"), 700);
            routes.from("direct:late").delay(60_000).setBody(routes.constant("none"));
        });
    }

    @AfterEach
    void stopSlowServer() throws Exception {
        slow.close();
    }

    private Exchange poll(String route, String link) throws Exception {
        return send(route, "body", Map.of("CamelPresignUrl", link));
    }

    @Test
    void timeoutClosesTheConnection() throws Exception {
        for (String route : new String[] {"direct:poll", "direct:temporary"}) {
            assertThat(poll(route, slow.link("k")).getMessage().getBody()).isNull();
            assertThat(slow.asked()).isPositive();
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(slow.underWay()).isZero());
        }
        await().untilAsserted(() -> assertThat(filesIn(inbox())).isEmpty());
    }

    @Test
    void failureOfPollKeepsItsType() {
        assertThatThrownBy(() -> poll("direct:poll", link("missing"))).isInstanceOf(ObjectNotFoundException.class);
        assertThatThrownBy(() -> send("direct:poll", null, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("link: must be in the header CamelPresignLink");
    }

    @Test
    void longestTimeoutDoesNotOverflow() throws Exception {
        addRoutes(routes -> routes.from("direct:patient").pollEnrich(osspresigned("&parallelism=1"), Long.MAX_VALUE));

        poll("direct:patient", stored("k", "content"));

        assertThat(filesIn(inbox())).containsExactly("k");
    }

    @Test
    void timeoutLeavesNoThreadBehind() throws Exception {
        poll("direct:poll", slow.link("k"));
        int threads = Thread.activeCount();
        for (int i = 0; i < 6; i++) {
            poll("direct:poll", slow.link("k" + i));
        }
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(slow.underWay()).isZero();
            // The server of the test has a thread for each connection.
            assertThat(Thread.activeCount()).isLessThan(threads + 5);
        });
        assertThat(slow.asked()).isEqualTo(7);
    }

    @Test
    void timeoutDoesNotEndStreamOfTheRoute() throws Exception {
        byte[] content = new byte[900_000];
        new Random(7).nextBytes(content);
        server.putObject(BUCKET, "k", content);
        server.inject(new Fault.SlowDrip(600_000));
        addRoutes(routes -> routes.from("direct:read").to("direct:stream").convertBodyTo(byte[].class));
        assertThat(poll("direct:read", link("k")).getMessage().getBody()).isEqualTo(content);
    }

    @Test
    void timeoutDoesNotWaitForRenewal() throws Exception {
        String ended = link("k");
        clock.advance(Duration.ofHours(2));
        // The renewal still runs at the end of the test.
        context.getShutdownStrategy().setTimeout(1);
        long begun = System.nanoTime();
        assertThat(poll("direct:fresh", ended).getMessage().getBody()).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void downloadsObjectInSeveralPolls() throws Exception {
        byte[] content = new byte[9_000_000];
        new Random(8).nextBytes(content);
        server.putObject(BUCKET, "k", content);
        server.injectAlways(new Fault.SlowDrip(3_000_000));
        Exchange brought = null;
        int polls = 0;
        while (polls < 30 && (brought == null || brought.getMessage().getBody() == null)) {
            brought = poll("direct:poll", link("k"));
            polls++;
        }
        assertThat(brought).isNotNull();
        assertThat(Files.readAllBytes(inbox().resolve("k"))).isEqualTo(content);
        assertThat(polls).isGreaterThan(2);
        assertThat(filesIn(inbox())).containsExactly("k");
    }
}
