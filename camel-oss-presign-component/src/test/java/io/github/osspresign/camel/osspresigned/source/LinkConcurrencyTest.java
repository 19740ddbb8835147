// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.test.OwnThread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.util.concurrent.ThreadType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code concurrentDownloads} limits the links of a message in progress, and the message waits for all of them. */
@Timeout(180)
class LinkConcurrencyTest extends OssPresignedTestSupport {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    LinkConcurrencyTest() {
        withoutRouteBuilder();
    }

    @AfterEach
    void releaseLinks() {
        release.countDown();
    }

    /** Blocks links until the test releases them. */
    private void gate(Exchange exchange) throws InterruptedException {
        threads.add(Thread.currentThread().getName());
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
        inside.decrementAndGet();
    }

    private String links(int number) {
        List<String> links = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            links.add(stored("k" + i, "a content that takes its time " + i));
        }
        return String.join("\n", links);
    }

    private Path folder() throws IOException {
        return Files.createDirectories(directory.resolve("links"));
    }

    private String fromFolder(String options) throws IOException {
        return osspresigned(
                "&linkSource=RAW(file:" + folder() + "?delay=50&initialDelay=0&moveFailed=.error)" + options);
    }

    private void drop(String list) throws IOException {
        Files.move(Files.writeString(directory.resolve("list"), list), folder().resolve("list"));
    }

    @Test
    void processesConfiguredNumberOfLinksAndTakesNoMore() throws Exception {
        start(routes -> routes.from(osspresigned("&linkSource=direct:links&concurrentDownloads=3"))
                .process(this::gate)
                .to("mock:out"));
        String links = links(8);
        CompletableFuture<Object> reply = template.asyncRequestBody("direct:links", links);

        await().atMost(LONG).until(() -> inside.get() == 3);
        assertThat(server.requests()).hasSize(3);
        assertThat(reply).isNotDone();
        release.countDown();
        reply.get(60, TimeUnit.SECONDS);

        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(threads).hasSize(3);
        assertThat(getMockEndpoint("mock:out").getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .hasSize(8)
                .doesNotHaveDuplicates();
        assertThat(getMockEndpoint("mock:out").getExchanges())
                .filteredOn(exchange -> exchange.getProperty(Exchange.BATCH_COMPLETE, Boolean.class))
                .singleElement()
                .satisfies(last ->
                        assertThat(last.getProperty(Exchange.BATCH_SIZE)).isEqualTo(8));
    }

    @Test
    void processesLinksOneByOneOnThreadOfSourceByDefault() throws Exception {
        release.countDown();
        start(routes -> routes.from(osspresigned("&linkSource=direct:links")).process(this::gate));

        template.sendBody("direct:links", links(4));

        assertThat(threads).containsExactly(Thread.currentThread().getName());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messageWaitsForLastLinkInAsynchronousRoute(boolean pooled) throws Exception {
        if (pooled) {
            context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        }
        String source = fromFolder("&concurrentDownloads=3");
        start(routes -> routes.from(source).threads(1, 4).process(this::gate).to("mock:out"));
        drop(links(6));

        await().atMost(LONG).until(() -> inside.get() > 0);
        assertThat(filesIn(folder())).contains("list").doesNotContain(".camel/list");
        release.countDown();

        await().atMost(LONG).untilAsserted(() -> assertThat(filesIn(folder())).containsExactly(".camel/list"));
        assertThat(getMockEndpoint("mock:out").getExchanges()).hasSize(6);
        drop(link("missing") + "\n" + links(1) + "\n" + link("gone"));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(filesIn(folder())).containsExactly(".camel/list", ".error/list"));
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
    }

    @Test
    void objectInFlightIsNoDuplicateForTheNextMessageOfAPooledExchange() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        String source = fromFolder("&idempotent=true&maxAttempts=1");
        start(routes -> {
            routes.from(source).to("seda:queue");
            routes.from("seda:queue").process(this::gate);
        });
        drop(links(2));
        await().atMost(LONG).untilAsserted(() -> assertThat(filesIn(folder())).containsExactly(".camel/list"));
        await().atMost(LONG).until(() -> inside.get() == 1);

        drop(links(1) + "\n" + link("k0"));

        await().atMost(LONG.minusSeconds(20))
                .untilAsserted(() -> assertThat(filesIn(folder())).containsExactly(".camel/list", ".error/list"));
    }

    @Test
    void combinesFailuresOfAllThreads() throws Exception {
        start(routes -> routes.from(osspresigned("&linkSource=direct:links&concurrentDownloads=4"))
                .to("mock:out"));
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            links.append(link("missing-" + i)).append('\n');
            links.append(stored("k" + i, "content")).append('\n');
        }

        Exchange sent =
                template.send("direct:links", exchange -> exchange.getMessage().setBody(links.toString()));

        assertThat(sent.getException()).isInstanceOf(ObjectNotFoundException.class);
        assertThat(sent.getException().getSuppressed()).hasSize(7);
        assertThat(getMockEndpoint("mock:out").getExchanges()).hasSize(8);
    }

    @Test
    void replyIsTheOneOfTheLastLink() throws Exception {
        start(routes -> routes.from(osspresigned("&linkSource=seda:links&concurrentDownloads=4"))
                .transform(routes.simple("${header.CamelFileName}")));

        assertThat(template.requestBody("seda:links", links(7))).isEqualTo("k6");
    }

    @Test
    void messageThatTheStopOvertakesIsToBeDeliveredAgain() throws Exception {
        start(routes -> routes.from(osspresigned("&linkSource=direct:links&concurrentDownloads=3"))
                .routeId("receive")
                .to("mock:out"));
        // The links are read one by one. The stop comes while the second is taken and the third is read.
        byte[] twoLinks = (links(2) + "\n".repeat(100_000)).getBytes(UTF_8);
        InputStream stopping = new SequenceInputStream(
                new ByteArrayInputStream(twoLinks), new ByteArrayInputStream(links(3).getBytes(UTF_8)) {
                    @Override
                    public synchronized int read(byte[] buffer, int offset, int count) {
                        ((LinkSourceConsumer) context.getRoute("receive").getConsumer()).stop();
                        return super.read(buffer, offset, count);
                    }
                });

        Exchange sent =
                template.send("direct:links", exchange -> exchange.getMessage().setBody(stopping));

        List<Throwable> failures = new ArrayList<>(List.of(sent.getException()));
        failures.addAll(List.of(sent.getException().getSuppressed()));
        assertThat(failures)
                // The last one is that of a link which reaches the route when Camel has stopped its processors.
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfAny(
                                DownloadFailedException.class,
                                RejectedExecutionException.class,
                                IllegalStateException.class))
                .extracting(Throwable::getMessage)
                .contains(
                        "links: consumer was stopped after 2 links of the message; the source must deliver the message"
                                + " again");
    }

    @Test
    void gracefulStopWaitsForLinksBeforeTheRoute() throws Exception {
        context.getRegistry().bind("gate", new Gate());
        String source = fromFolder("&concurrentDownloads=2&fileName=RAW(${bean:gate?method=name})");
        start(routes -> routes.from(source).routeId("receive").to("mock:out"));
        drop(links(4));
        await().atMost(LONG).until(() -> inside.get() == 2);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stopRoute(60), OwnThread::start);
        LinkSourceConsumer consumer =
                (LinkSourceConsumer) context.getRoute("receive").getConsumer();
        await().atMost(LONG).until(() -> consumer.isSuspended() || stop.isDone());
        assertThat(stop).isNotDone();
        release.countDown();
        stop.get(60, TimeUnit.SECONDS);

        assertThat(filesIn(folder())).containsExactly(".camel/list");
        assertThat(getMockEndpoint("mock:out").getExchanges()).hasSize(4);
    }

    /** Unlike a file source, this source does not count its message as pending. */
    @Test
    void gracefulStopWaitsForDownloadThatTheSourceDoesNotCount() throws Exception {
        context.getRegistry().bind("gate", new Gate());
        start(routes -> routes.from(osspresigned("&linkSource=direct:links&fileName=RAW(${bean:gate?method=name})"))
                .routeId("receive")
                .to("mock:out"));
        CompletableFuture<Object> reply = template.asyncRequestBody("direct:links", links(1));
        await().atMost(LONG).until(() -> inside.get() == 1);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stopRoute(60), OwnThread::start);
        await().during(Duration.ofSeconds(1)).atMost(LONG).until(() -> !stop.isDone());
        release.countDown();
        stop.get(60, TimeUnit.SECONDS);

        assertThat(reply.get(60, TimeUnit.SECONDS)).isNotNull();
        assertThat(getMockEndpoint("mock:out").getExchanges()).hasSize(1);
    }

    /** A seda: queue is in memory, so its messages would be lost when the context stops. */
    @Test
    void messagesOfSedaQueueAreDeliveredBeforeTheStop() throws Exception {
        start(routes -> routes.from(osspresigned("&linkSource=seda:links")).process(this::gate));
        for (String link : links(3).split("\n", -1)) {
            template.sendBody("seda:links", link);
        }
        await().atMost(LONG).until(() -> inside.get() == 1);
        CompletableFuture<Void> stop = CompletableFuture.runAsync(context::stop, OwnThread::start);
        await().atMost(LONG).until(() -> context.isStopping());
        release.countDown();
        stop.get(60, TimeUnit.SECONDS);
        assertThat(filesIn(inbox())).hasSize(3);
    }

    @Test
    void forcedStopCancelsDownloadsAndNextStartDeliversAll() throws Exception {
        AtomicBoolean slow = new AtomicBoolean(true);
        server.inject(new Fault.SlowDrip(1), request -> slow.get());
        String source = fromFolder("&concurrentDownloads=3").replace("&moveFailed=.error", "");
        start(routes -> routes.from(source).routeId("receive").to("mock:out"));
        drop(links(12));
        await().atMost(LONG).until(() -> server.requests().size() >= 3);

        stopRoute(1);

        await().atMost(LONG).until(() -> context.getInflightRepository().size() == 0);
        assertThat(filesIn(folder())).contains("list").doesNotContain(".camel/list");
        assertThat(getMockEndpoint("mock:out").getExchanges()).isEmpty();
        // An idle thread ends by itself only after a minute.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.contains("OssPresignedDownloads")));

        slow.set(false);
        context.getRouteController().startRoute("receive");
        await().atMost(LONG).untilAsserted(() -> assertThat(filesIn(folder())).contains(".camel/list"));
        assertThat(filesIn(inbox())).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void invalidNumberFailsAtStart(int number) {
        assertThatThrownBy(() -> context.getEndpoint(osspresigned("&concurrentDownloads=" + number)))
                .hasStackTraceContaining("concurrentDownloads: must be 1 to 64, was " + number);
    }

    private void stopRoute(long timeoutSeconds) {
        try {
            context.getRouteController().stopRoute("receive", timeoutSeconds, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Blocks links before their download. */
    public final class Gate {

        public String name(Exchange exchange) throws InterruptedException {
            gate(exchange);
            return "file-" + exchange.getProperty(Exchange.BATCH_INDEX);
        }
    }

    @Test
    void takesMoreThan64LinksAtATimeOnVirtualThreadsOnly() {
        LinkSourceConsumer.requireThreads(64, ThreadType.PLATFORM);
        LinkSourceConsumer.requireThreads(1024, ThreadType.VIRTUAL);

        assertThatThrownBy(() -> LinkSourceConsumer.requireThreads(65, ThreadType.PLATFORM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("concurrentDownloads: must be 1 to 64, was 65; with virtual threads (Java 21,"
                        + " -Dcamel.threads.virtual.enabled=true) it may be up to 1024");
        assertThatThrownBy(() -> LinkSourceConsumer.requireThreads(1025, ThreadType.VIRTUAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("concurrentDownloads: must be 1 to 1024, was 1025");
    }
}
