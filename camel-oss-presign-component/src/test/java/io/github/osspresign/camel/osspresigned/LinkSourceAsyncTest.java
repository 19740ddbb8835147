// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With an asynchronous route and pooled exchanges, the source still waits until the route is done. */
class LinkSourceAsyncTest extends OssPresignedTestSupport {

    private final CountDownLatch release = new CountDownLatch(1);

    LinkSourceAsyncTest() {
        withoutRouteBuilder();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sourceWaitsForAsynchronousRoute(boolean pooled) throws Exception {
        getMockEndpoint("mock:running").expectedMinimumMessageCount(1);
        getMockEndpoint("mock:out").expectedMessageCount(3);
        for (String name : new String[] {"a", "b", "c"}) {
            Files.writeString(links().resolve(name), stored(name + ".txt", name));
        }
        start(pooled);

        getMockEndpoint("mock:running").assertIsSatisfied();
        assertThat(filesIn(links())).contains("a").doesNotContain(".camel/a");
        release.countDown();

        MockEndpoint.assertIsSatisfied(context);
        await().untilAsserted(() -> assertThat(filesIn(links())).containsExactly(".camel/a", ".camel/b", ".camel/c"));
        await().untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
        assertThat(filesIn(inbox())).containsExactly("a.txt", "b.txt", "c.txt");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failedDownloadsLeaveNothingInFlight(boolean pooled) throws Exception {
        release.countDown();
        Files.writeString(links().resolve("missing"), link("missing"));
        Files.writeString(
                links().resolve("several"), link("missing") + "\n" + stored("b.txt", "b") + "\n" + link("gone"));
        start(pooled);

        await().untilAsserted(() -> assertThat(filesIn(links())).containsExactly(".error/missing", ".error/several"));
        await().untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
        assertThat(filesIn(inbox())).containsExactly("b.txt");
    }

    /** A seda: queue is in memory, so its messages would be lost when the context stops. */
    @Test
    void messagesOfSedaQueueAreDeliveredBeforeTheStop() throws Exception {
        addRoutes(routes -> routes.from("osspresigned:" + inbox() + "?" + LOCAL + "&linkSource=seda:links")
                .to("mock:running")
                .process(exchange ->
                        assertThat(release.await(20, TimeUnit.SECONDS)).isTrue()));
        getMockEndpoint("mock:running").expectedMinimumMessageCount(1);
        context.start();
        for (String name : new String[] {"a", "b", "c"}) {
            template.sendBody("seda:links", stored(name + ".txt", name));
        }
        getMockEndpoint("mock:running").assertIsSatisfied();

        Thread stop = new Thread(context::stop);
        stop.start();
        await().until(() -> context.isStopping());
        release.countDown();
        stop.join();

        assertThat(filesIn(inbox())).containsExactly("a.txt", "b.txt", "c.txt");
    }

    private Path links() throws IOException {
        return Files.createDirectories(directory.resolve("links"));
    }

    private void start(boolean pooled) throws Exception {
        if (pooled) {
            context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        }
        String source = "file:" + links() + "?delay=50&initialDelay=0&moveFailed=.error";
        addRoutes(routes -> routes.from("osspresigned:" + inbox() + "?" + LOCAL + "&linkSource=RAW(" + source + ")")
                .threads(1)
                .to("mock:running")
                .process(exchange ->
                        assertThat(release.await(20, TimeUnit.SECONDS)).isTrue())
                .to("mock:out"));
        context.start();
    }
}
