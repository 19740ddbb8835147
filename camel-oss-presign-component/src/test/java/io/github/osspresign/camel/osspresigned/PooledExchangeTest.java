// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The next message of a pooled exchange is another message, although the unit of work is the same. */
@Timeout(120)
class PooledExchangeTest extends OssPresignedTestSupport {

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final List<String> delivered = new CopyOnWriteArrayList<>();

    PooledExchangeTest() {
        withoutRouteBuilder();
    }

    @BeforeEach
    void pool() {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
    }

    @AfterEach
    void release() {
        release.countDown();
    }

    private String folder() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("links"));
        return "file:" + folder + "?delay=50&initialDelay=0&moveFailed=.error";
    }

    private void drop(String name, String link) throws Exception {
        Files.move(
                Files.writeString(directory.resolve(name), link),
                directory.resolve("links").resolve(name));
    }

    /** Holds the exchanges of the queue. The object of the first message fails in the end. */
    private void gate(Exchange exchange) throws Exception {
        int number = inside.incrementAndGet();
        assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
        if (number == 2) {
            throw new IllegalStateException("the route fails");
        }
        delivered.add(exchange.getMessage().getHeader("CamelFileName", String.class));
    }

    private void objectInFlightIsNoDuplicate() throws Exception {
        drop("warm", stored("w", "w"));
        await().until(() -> inside.get() == 1);
        drop("a", stored("k", "content"));
        await().until(() -> inside.get() == 2);
        clock.advance(Duration.ofSeconds(1));

        // Another link to the object, whose exchange is still behind the queue.
        drop("b", link("k"));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> filesIn(directory.resolve("links")).stream().anyMatch(file -> file.endsWith("/b")));
        release.countDown();
        assertThat(filesIn(directory.resolve("links")))
                .as("the message of the second link fails and stays, because the object is in progress")
                .contains(".error/b")
                .doesNotContain(".camel/b");
    }

    @Test
    void producer() throws Exception {
        String folder = folder();
        start(routes -> {
            routes.from(folder)
                    .to(osspresigned("&idempotent=true&maxAttempts=1"))
                    .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE).isNull())
                    .to("seda:queue");
            routes.from("seda:queue?concurrentConsumers=3").process(this::gate);
        });

        objectInFlightIsNoDuplicate();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failedMessageDoesNotMakeTheNextOneFail(boolean consumer) throws Exception {
        String folder = folder();
        start(routes -> routes.from(consumer ? osspresigned("&idempotent=true&linkSource=RAW(" + folder + ")") : folder)
                .choice()
                .when(exchange -> !consumer)
                .to(osspresigned("&idempotent=true"))
                .end()
                .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE).isNull())
                .process(exchange -> {
                    if (inside.incrementAndGet() == 1) {
                        throw new IllegalStateException("the route fails");
                    }
                }));
        for (String name : List.of("a", "b", "c")) {
            drop(name, stored(name.equals("a") ? "a" : "k", "content"));
            await().until(() ->
                    filesIn(directory.resolve("links")).stream().anyMatch(file -> file.endsWith("/" + name)));
        }

        assertThat(inside).as("the last link is a duplicate").hasValue(2);
    }

    @Test
    void consumerOfMessagesWithOneLink() throws Exception {
        String uri = osspresigned("&idempotent=true&maxAttempts=1&linkSource=RAW(" + folder() + ")");
        start(routes -> {
            routes.from(uri).to("seda:queue");
            routes.from("seda:queue?concurrentConsumers=3").process(this::gate);
        });

        objectInFlightIsNoDuplicate();
    }
}
