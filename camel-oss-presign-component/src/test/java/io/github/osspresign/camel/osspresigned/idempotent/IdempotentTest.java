// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.idempotent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.osspresigned.OssPresignedEndpoint;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.camel.seen.SeenKey;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Service;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SimpleUuidGenerator;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object that the route has processed is not delivered again by any link; an object that failed is. */
class IdempotentTest extends OssPresignedTestSupport {

    private final List<String> routed = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failing = new AtomicBoolean();

    IdempotentTest() {
        withoutRouteBuilder();
    }

    /** Returns a different link to the same object, signed at another time. */
    private String fresh(String key) {
        clock.advance(Duration.ofSeconds(1));
        return link(key);
    }

    private void producer(String options) throws Exception {
        String uri = "osspresigned:" + inbox() + "?" + LOCAL + "&idempotent=true" + options;
        start(routes -> routes.from("direct:in")
                .to(uri)
                .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE).isNull())
                .process(exchange -> {
                    if (failing.get()) {
                        throw new IllegalStateException("the route fails");
                    }
                    routed.add(exchange.getMessage().getBody(String.class));
                }));
    }

    private Exchange send(String link) throws Exception {
        return send("direct:in", link, Map.of());
    }

    @Test
    void objectIsDeliveredOnceAlthoughAForcedStopInterruptsItsThread() throws Exception {
        Path keys = directory.resolve("keys");
        context.getRegistry().bind("keys", FileIdempotentRepository.fileIdempotentRepository(keys.toFile()));
        start(routes -> routes.from("direct:in")
                .to("osspresigned:" + inbox() + "?" + LOCAL + "&idempotent=true&idempotentRepository=#keys")
                // As a stop does that does not wait.
                .process(exchange -> Thread.currentThread().interrupt()));

        send(stored("a.txt", "A"));

        assertThat(Thread.interrupted()).as("thread is interrupted as before").isTrue();
        assertThat(keys).content().isNotEmpty();
    }

    @Test
    void keyIsStoredAlthoughItsFileIsClosedByAnInterrupt() throws Exception {
        Path keys = directory.resolve("keys");
        FileIdempotentRepository interrupting = new FileIdempotentRepository(keys.toFile(), new HashMap<>()) {

            private boolean interrupted;

            @Override
            public boolean add(String key) {
                if (!interrupted) {
                    interrupted = true;
                    Thread.currentThread().interrupt();
                }
                return super.add(key);
            }
        };
        ServiceHelper.startService(interrupting);

        SeenKey.store(interrupting, new DefaultExchange(context), "key");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(keys).content().isEqualToIgnoringNewLines("key");
    }

    @Test
    void secondLinkToSameObjectIsDuplicate() throws Exception {
        producer("");
        String first = stored("a.txt", "A");
        assertThat(send(first).getProperty(Exchange.DUPLICATE_MESSAGE)).isNull();
        String second = fresh("a.txt");
        assertThat(second).isNotEqualTo(first);

        Exchange duplicate = send(second);

        assertThat(duplicate.getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
        assertThat(duplicate.getMessage().getBody()).isNull();
        assertThat(duplicate.getMessage().getHeaders()).doesNotContainKeys("CamelFilePath", "CamelOssPresignedETag");
        assertThat(routed).containsExactly("A");
    }

    @Test
    void entityTagOfJsonFormSavesTheRequest() throws Exception {
        producer("");
        Exchange first = send(stored("a.txt", "A"));
        int requests = server.requests().size();
        PresignedLink link = PresignedLink.of(fresh("a.txt"));
        String json = LinkJson.write(PresignedLink.builder(link.url())
                .method(link.method())
                .expiresAt(link.expiresAt())
                .bucket(link.bucket())
                .key(link.key())
                .etag(first.getMessage().getHeader("CamelOssPresignedETag", String.class))
                .build());

        assertThat(send(json).getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    void configuredKeyIsCheckedBeforeAnyRequest() throws Exception {
        producer("&idempotentKey=RAW(${header.order})");
        send("direct:in", stored("a.txt", "A"), Map.of("order", "7"));
        int requests = server.requests().size();
        Exchange second = send("direct:in", stored("b.txt", "B"), Map.of("order", "7"));
        assertThat(second.getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
        assertThat(server.requests()).hasSize(requests);
        send("direct:in", stored("b.txt", "B"), Map.of("order", "8"));
        assertThat(routed).containsExactly("A", "B");
        assertThatThrownBy(() -> send("direct:in", link("a.txt"), Map.of("order", " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("idempotentKey: expression must return a text for each link, was empty");
    }

    @Test
    void handledFailureDoesNotAddTheKey() throws Exception {
        String uri = "osspresigned:" + inbox() + "?" + LOCAL + "&idempotent=true";
        start(routes -> {
            routes.onException(IllegalStateException.class).handled(true).to("mock:failed");
            routes.from("direct:handled").to(uri).process(exchange -> {
                if (failing.get()) {
                    throw new IllegalStateException("the route fails");
                }
                routed.add(exchange.getMessage().getBody(String.class));
            });
        });
        failing.set(true);
        send("direct:handled", stored("a.txt", "A"), Map.of());
        failing.set(false);
        send("direct:handled", fresh("a.txt"), Map.of());
        assertThat(routed).containsExactly("A");
    }

    @Test
    void redeliveryOfWholeRouteAcquiresItsKeyAgain() throws Exception {
        String uri = "osspresigned:" + inbox() + "?" + LOCAL + "&idempotent=true";
        start(routes -> {
            routes.from("direct:outer")
                    .errorHandler(
                            routes.defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0))
                    .to("direct:inner");
            routes.from("direct:inner")
                    .errorHandler(routes.noErrorHandler())
                    .to(uri)
                    .process(exchange -> {
                        if (failing.getAndSet(false)) {
                            throw new IllegalStateException("the route fails");
                        }
                        routed.add(exchange.getMessage().getBody(String.class));
                    });
        });
        failing.set(true);
        PresignedLink link = PresignedLink.of(stored("a.txt", "A"));
        send("direct:outer", null, Map.of("CamelPresignLink", link));
        assertThat(routed).containsExactly("A");
    }

    @Test
    void linksToAnObjectInFlightFailAndSucceedLater() throws Exception {
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        String uri = "osspresigned:" + inbox() + "?" + LOCAL + "&idempotent=true&maxAttempts=1";
        start(routes -> routes.from("direct:in")
                .to(uri)
                .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE).isNull())
                .process(exchange -> {
                    inRoute.countDown();
                    goOn.await();
                    if (failing.getAndSet(false)) {
                        throw new IllegalStateException("the route fails");
                    }
                    routed.add(exchange.getMessage().getBody(String.class));
                }));
        failing.set(true);
        String link = stored("a.txt", "A");
        Future<Exchange> first = template.asyncSend(
                "direct:in", exchange -> exchange.getMessage().setBody(link));
        inRoute.await();
        for (int i = 0; i < 3; i++) {
            Exchange other =
                    template.send("direct:in", exchange -> exchange.getMessage().setBody(link));
            assertThat(other.getException())
                    .isInstanceOfSatisfying(
                            DownloadFailedException.class,
                            failure -> assertThat(failure.isRetryable()).isTrue())
                    .hasMessageStartingWith("object is already being downloaded by another exchange");
        }
        assertThat(routed).isEmpty();
        goOn.countDown();

        assertThat(first.get().getException()).hasMessageContaining("the route fails");
        send("direct:in", link, Map.of());
        send("direct:in", link, Map.of());
        assertThat(routed).containsExactly("A");
    }

    @Test
    void sameLinkTwiceInOneMessageIsDownloadedOnce() throws Exception {
        start(routes -> routes.from("osspresigned:" + inbox() + "?" + LOCAL
                        + "&idempotent=true&concurrentDownloads=2&maxAttempts=1&linkSource=direct:in")
                .process(exchange -> {
                    await().until(() -> server.requests().size() == 2);
                    routed.add(exchange.getMessage().getBody(String.class));
                }));
        String link = stored("a.txt", "A");
        send("direct:in", link + "\n" + link, Map.of());
        assertThat(routed).containsExactly("A");
    }

    /** With a shared unit of work, the branches end with the exchange that is split. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sameLinkTwiceInASplitMessageIsDownloadedOnce(boolean shareUnitOfWork) throws Exception {
        String uri = osspresigned("&idempotent=true&maxAttempts=1");
        start(routes -> {
            SplitDefinition split = routes.from("direct:split")
                    .split(routes.body().tokenize("\n"))
                    .stopOnException();
            if (shareUnitOfWork) {
                split.shareUnitOfWork();
            }
            split.to(uri)
                    .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE).isNull())
                    .to("mock:out");
        });
        getMockEndpoint("mock:out").expectedMessageCount(1);

        send("direct:split", stored("k.txt", "content") + "\n" + link("k.txt"), Map.of());

        getMockEndpoint("mock:out").assertIsSatisfied();
    }

    @Test
    void exchangesThatNeedTheObjectsOfEachOtherFailAndMayBeRepeated() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        String uri = "osspresigned:" + inbox() + "?" + LOCAL + "&idempotent=true&maxAttempts=1";
        start(routes -> routes.from("direct:in")
                .setHeader("CamelPresignUrl", routes.header("first"))
                .to(uri)
                .process(exchange -> both.await())
                .setHeader("CamelPresignUrl", routes.header("second"))
                .to(uri));
        String a = stored("a.txt", "A");
        String b = stored("b.txt", "B");
        List<Future<Exchange>> sent = List.of(
                template.asyncSend("direct:in", exchange -> setLinks(exchange, a, b)),
                template.asyncSend("direct:in", exchange -> setLinks(exchange, b, a)));
        List<Exception> failures = new ArrayList<>();
        for (Future<Exchange> exchange : sent) {
            Exception failure = exchange.get(30, TimeUnit.SECONDS).getException();
            if (failure != null) {
                failures.add(failure);
            }
        }
        assertThat(failures)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                DownloadFailedException.class,
                                busy -> assertThat(busy.isRetryable()).isTrue()));
    }

    private static void setLinks(Exchange exchange, String first, String second) {
        exchange.getMessage().setHeader("first", first);
        exchange.getMessage().setHeader("second", second);
    }

    @Test
    void endpointsWithSameRepositoryExcludeEachOther() throws Exception {
        IdempotentRepository shared = new MemoryIdempotentRepository();
        context.getRegistry().bind("shared", shared);
        producer("&idempotentRepository=#shared");
        send(stored("a.txt", "A"));
        Exchange second = send(
                "osspresigned:" + directory.resolve("other") + "?" + LOCAL
                        + "&idempotent=true&idempotentRepository=#shared",
                fresh("a.txt"),
                Map.of());
        assertThat(second.getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
        context.stop();
        assertThat(ServiceHelper.isStarted(shared)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"component", "context"})
    void objectInFlightIsBusyForAnotherComponentAndAnotherContext(String another) throws Exception {
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        IdempotentRepository shared = new MemoryIdempotentRepository();
        context.getRegistry().bind("shared", shared);
        context.setUuidGenerator(new SimpleUuidGenerator());
        String endpoint = ":" + inbox() + "?" + LOCAL + "&maxAttempts=1&idempotent=true&idempotentRepository=#shared";
        start(routes -> routes.from("direct:in").to("osspresigned" + endpoint).process(exchange -> {
            inRoute.countDown();
            goOn.await();
        }));
        String link = stored("a.txt", "A");
        Future<Exchange> first = template.asyncSend(
                "direct:in", exchange -> exchange.getMessage().setBody(link));
        inRoute.await();

        Exchange second;
        if (another.equals("component")) {
            OssPresignedComponent component = new OssPresignedComponent();
            component.setClock(clock);
            context.addComponent("another", component);
            second = template.send(
                    "another" + endpoint, exchange -> exchange.getMessage().setBody(link));
        } else {
            try (org.apache.camel.CamelContext other = createCamelContext()) {
                other.getRegistry().bind("shared", shared);
                // Its first exchange has the id of the one that is in flight.
                other.setUuidGenerator(new SimpleUuidGenerator());
                other.start();
                second = other.createProducerTemplate()
                        .send(
                                "osspresigned" + endpoint,
                                exchange -> exchange.getMessage().setBody(link));
            }
        }
        goOn.countDown();

        assertThat(second.getException())
                .hasMessageStartingWith("object is already being downloaded by another exchange");
        assertThat(first.get().getException()).isNull();
    }

    @Test
    void doesNotStopRepositoryThatWasStartedBefore() throws Exception {
        IdempotentRepository foreign = MemoryIdempotentRepository.memoryIdempotentRepository();
        foreign.start();
        context.getRegistry().bind("foreign", foreign);
        producer("&idempotentRepository=#foreign");
        send(stored("a.txt", "A"));
        context.stop();
        assertThat(ServiceHelper.isStarted(foreign)).isTrue();
        assertThat(((MemoryIdempotentRepository) foreign).getCache()).hasSize(1);
    }

    @Test
    void supervisedConsumerStartsAfterItsRepository() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        context.getRegistry().bind("late", new MemoryIdempotentRepository() {
            @Override
            protected void doStart() throws Exception {
                if (failures.incrementAndGet() <= 4) {
                    throw new IllegalStateException("database is away");
                }
                super.doStart();
            }
        });
        String url = stored("a.txt", "A");
        context.getRouteController().supervising().setBackOffDelay(10);
        start(routes -> routes.from("osspresigned:" + inbox() + "?" + LOCAL + "&idempotent=true"
                        + "&idempotentRepository=#late&linkSource=seda:links")
                .routeId("late")
                .process(exchange -> routed.add("a.txt")));
        await().until(() -> context.getRouteController().getRouteStatus("late").isStarted());

        template.sendBody("seda:links", url);

        await().untilAsserted(() -> assertThat(routed).containsExactly("a.txt"));
    }

    @Test
    void fileRepositoryRemembersKeysAfterRestart() throws Exception {
        java.io.File store = directory.resolve("seen.dat").toFile();
        context.getRegistry().bind("file", FileIdempotentRepository.fileIdempotentRepository(store));
        producer("&idempotentRepository=#file");
        send(stored("a.txt", "A"));
        context.stop();

        try (org.apache.camel.CamelContext next = createCamelContext()) {
            next.getRegistry().bind("file", FileIdempotentRepository.fileIdempotentRepository(store));
            next.start();
            Exchange second = next.createProducerTemplate()
                    .send(
                            "osspresigned:" + inbox() + "?" + LOCAL + "&idempotent=true&idempotentRepository=#file",
                            exchange -> {
                                exchange.getMessage().setHeaders(new HashMap<>());
                                exchange.getMessage().setBody(fresh("a.txt"));
                            });
            assertThat(second.getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
        }
        assertThat(Files.readString(store.toPath())).doesNotContain("ignature").contains("a.txt#etag=");
    }

    @Test
    void repositoryOfTwoContextsRunsUntilTheLastOneStops() throws Exception {
        IdempotentRepository shared = new MemoryIdempotentRepository();
        context.getRegistry().bind("shared", shared);
        producer("&idempotentRepository=#shared");
        send(stored("a.txt", "A"));
        try (org.apache.camel.CamelContext other = createCamelContext()) {
            other.getRegistry().bind("shared", shared);
            other.start();
            other.getEndpoint("osspresigned:?" + LOCAL + "&idempotent=true&idempotentRepository=#shared");
        }
        assertThat(send(fresh("a.txt")).getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
        context.stop();
        assertThat(ServiceHelper.isStarted(shared)).isFalse();
    }

    @Test
    void removedRoutesLeaveNothingInTheContext() throws Exception {
        context.start();
        Set<Service> services = context.hasServices(Service.class);
        for (int i = 0; i < 5; i++) {
            String uri = "osspresigned:?" + LOCAL + "&idempotent=true&linkSource=direct:links" + i;
            addRoutes(routes -> routes.from(uri).routeId("receive").stop());
            context.getRouteController().stopRoute("receive");
            context.removeRoute("receive");
        }
        assertThat(context.getEndpoints()).noneMatch(OssPresignedEndpoint.class::isInstance);
        assertThat(context.hasServices(Service.class)).containsExactlyInAnyOrderElementsOf(services);
    }
}
