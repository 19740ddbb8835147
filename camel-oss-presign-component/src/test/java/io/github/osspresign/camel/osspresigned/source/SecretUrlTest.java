package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.osspresigned.OssPresignedEndpoint;
import io.github.osspresign.camel.osspresigned.PolledTestSupport;
import io.github.osspresign.camel.osspresigned.monitor.TransferListener;
import io.github.osspresign.camel.osspresigned.monitor.TransferStatus;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.link.PresignedLink;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The object of the option {@code secretUrl} is delivered when it has changed, and only then. */
@Execution(ExecutionMode.CONCURRENT)
class SecretUrlTest extends PolledTestSupport {

    private String consumer(String url, String options) {
        return osspresigned("&secretUrl=RAW(" + url + ")" + POLLS + options);
    }

    private void receive(String uri) throws Exception {
        RouteBuilder.addRoutes(
                context, routes -> routes.from(uri).routeId("receive").to("mock:out"));
        context.start();
    }

    private List<Integer> statuses() {
        return server.requests().stream().map(RecordedRequest::status).toList();
    }

    private void awaitNotModified(int times) {
        long before = statuses().stream().filter(status -> status == 304).count();
        patiently()
                .until(() -> statuses().stream().filter(status -> status == 304).count() >= before + times);
    }

    @Test
    void deliversObjectOnceAndAgainAfterChange() throws Exception {
        receive(consumer(stored("a.txt", "one"), ""));
        awaitOut(1);
        awaitNotModified(3);
        assertThat(bodies()).containsExactly("one");

        stored("a.txt", "two");
        awaitOut(2);
        awaitNotModified(3);
        assertThat(out().getReceivedCounter()).isEqualTo(2);
        assertThat(inbox().resolve("a.txt")).hasContent("two");
        Exchange second = out().getExchanges().get(1);
        assertThat(second.getMessage()
                        .getHeader("CamelPresignLink", PresignedLink.class)
                        .key())
                .isEqualTo("a.txt");
        assertThat(second.getMessage().getHeaders())
                .containsEntry("CamelFileName", "a.txt")
                .containsEntry("CamelOssPresignedVerified", "crc64");
        assertThat(second.getProperty(Exchange.BATCH_INDEX)).isEqualTo(0);
        assertThat(second.getProperty(Exchange.BATCH_SIZE)).isEqualTo(1);
        assertThat(second.getProperty(Exchange.BATCH_COMPLETE)).isEqualTo(true);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        patiently()
                .untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
    }

    @Test
    void deletedFileIsNotDownloadedAgain() throws Exception {
        receive(consumer(stored("a.txt", "one"), "&fileName=here.txt&fileExist=Fail"));
        awaitOut(1);
        Files.delete(inbox().resolve("here.txt"));
        awaitNotModified(2);
        assertThat(filesIn(inbox())).isEmpty();
    }

    @Test
    void existingFileIsRequestedInFullOnlyAfterChange() throws Exception {
        Files.createDirectories(inbox());
        Files.writeString(inbox().resolve("a.txt"), "of someone else");
        receive(consumer(stored("a.txt", "one"), "&idempotent=true&fileExist=Ignore&exceptionHandler=#failures"));
        awaitNotModified(3);
        assertThat(statuses()).startsWith(200, 304, 304, 304);

        stored("a.txt", "two");
        patiently().until(() -> Collections.frequency(statuses(), 200) == 2);
        awaitNotModified(3);
        assertThat(Collections.frequency(statuses(), 200)).isEqualTo(2);
        assertThat(failures.exceptions).as("each poll has released its key").isEmpty();
        assertThat(out().getReceivedCounter()).isZero();
        assertThat(inbox().resolve("a.txt")).hasContent("of someone else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox", ""})
    void duplicateIsRequestedInFullOnlyAfterChange(String destination) throws Exception {
        context.getRegistry().bind("all", new MemoryIdempotentRepository() {
            @Override
            public boolean contains(String key) {
                return true;
            }
        });
        String uri = consumer(stored("a.txt", "one"), "&idempotent=true&idempotentRepository=#all");
        receive(destination.isEmpty() ? uri.replace(inbox().toString(), "") + "&streaming=true" : uri);
        awaitNotModified(3);
        assertThat(statuses()).startsWith(200, 304, 304, 304);

        stored("a.txt", "two");
        patiently().until(() -> Collections.frequency(statuses(), 200) == 2);
        awaitNotModified(3);
        assertThat(Collections.frequency(statuses(), 200)).isEqualTo(2);
        assertThat(out().getReceivedCounter()).isZero();
    }

    @Test
    void deliversObjectAgainAfterFailedRoute() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from(consumer(stored("a.txt", "one"), ""))
                        .process(exchange -> {
                            if (tried.incrementAndGet() < 3) {
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .to("mock:out"));
        context.start();

        awaitOut(1);
        awaitNotModified(2);
        assertThat(tried).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"handled", "rollback"})
    void deliversObjectAgainAfterHandledFailureOrRollback(String end) throws Exception {
        AtomicInteger tried = new AtomicInteger();
        String uri = consumer(stored("a.txt", "one"), "");
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from(uri)
                        .onException(IllegalStateException.class)
                        .handled(true)
                        .end()
                        .process(exchange -> {
                            if (tried.incrementAndGet() < 3) {
                                if (end.equals("handled")) {
                                    throw new IllegalStateException("not yet");
                                }
                                exchange.setRollbackOnly(true);
                            }
                        }));
        context.start();

        patiently().until(() -> tried.get() == 3);
        awaitNotModified(2);
        assertThat(tried).hasValue(3);
    }

    @Test
    void doesNotPollDuringAnExchange() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        String url = stored("a.txt", "one");
        RouteBuilder.addRoutes(context, routes -> {
            routes.from(consumer(url, "&sendEmptyMessageWhenIdle=true"))
                    .choice()
                    .when(routes.body().isNull())
                    .to("mock:idle")
                    .otherwise()
                    .to("seda:slow?waitForTaskToComplete=Never");
            routes.from("seda:slow")
                    .process(exchange ->
                            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue())
                    .to("mock:out");
        });
        context.start();

        patiently().until(() -> getMockEndpoint("mock:idle").getReceivedCounter() >= 3);
        assertThat(statuses()).containsExactly(200);
        goOn.countDown();
        awaitNotModified(2);
        awaitOut(1);
    }

    @Test
    void expiredLinkFailsEachPoll() throws Exception {
        receive(consumer(stored("a.txt", "one"), "&exceptionHandler=#failures"));
        awaitOut(1);
        clock.advance(Duration.ofHours(2));

        patiently().until(() -> failures.exceptions.size() >= 2);
        assertThat(failures.exceptions).hasOnlyElementsOfType(LinkExpiredException.class);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(out().getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void healthCheckContainsErrorOfTheService() throws Exception {
        receive(consumer(link("missing"), "&exceptionHandler=#failures"));

        patiently().until(() -> !failures.exceptions.isEmpty());
        patiently().until(() -> health().getState() == HealthCheck.State.DOWN);
        assertThat(health().getDetails())
                .containsEntry("http.response.code", 404)
                .containsEntry("oss.code", "NoSuchKey");

        stored("missing", "here");
        awaitOut(1);
        patiently().until(() -> health().getState() == HealthCheck.State.UP);
    }

    @Test
    void keepsRenewedLinkForLaterPolls() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        String url = stored("a.txt", "one");
        clock.advance(Duration.ofHours(2));
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from("direct:renew").process(exchange -> {
                    String key = exchange.getMessage().getHeader("CamelPresignObjectKey", String.class);
                    asked.add(key);
                    exchange.getMessage().setBody(link(key));
                }));
        receive(consumer(url, "&refreshUri=direct:renew"));

        awaitOut(1);
        awaitNotModified(3);
        assertThat(asked).containsExactly("a.txt");
        assertThat(out().getExchanges()
                        .get(0)
                        .getMessage()
                        .getHeader("CamelPresignLink", PresignedLink.class)
                        .url())
                .isEqualTo(link("a.txt"));
        clock.advance(Duration.ofHours(2));
        awaitNotModified(3);
        assertThat(asked).containsExactly("a.txt", "a.txt");
    }

    @Test
    void doesNotKeepInvalidRenewedLink() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        String url = stored("a.txt", "one");
        clock.advance(Duration.ofHours(2));
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from("direct:renew")
                        .process(exchange -> exchange.getMessage()
                                .setBody(link(asked.incrementAndGet() == 1 ? "another.txt" : "a.txt"))));
        receive(consumer(url, "&refreshUri=direct:renew&exceptionHandler=#failures"));

        awaitOut(1);
        assertThat(asked).hasValue(2);
        assertThat(failures.exceptions).hasSize(1);
    }

    @Test
    void bridgeErrorHandlerHandlesFailure() throws Exception {
        RouteBuilder.addRoutes(context, routes -> {
            routes.onException(ObjectNotFoundException.class).handled(true).to("mock:failed");
            routes.from(consumer(link("missing"), "&bridgeErrorHandler=true")).to("mock:out");
        });
        context.start();

        patiently().until(() -> getMockEndpoint("mock:failed").getReceivedCounter() >= 2);
        assertThat(out().getReceivedCounter()).isZero();
        assertThat(context.getInflightRepository().size()).isLessThan(2);
    }

    @Test
    void restartedRouteRemembersDeliveredObject() throws Exception {
        receive(consumer(stored("a.txt", "one"), ""));
        awaitOut(1);
        awaitNotModified(1);

        context.getRouteController().stopRoute("receive");
        context.getRouteController().startRoute("receive");

        awaitNotModified(2);
        stored("a.txt", "two");
        awaitOut(2);
        assertThat(bodies()).containsExactly("two", "two");
    }

    @Test
    void suspendedConsumerDoesNotPoll() throws Exception {
        receive(consumer(stored("a.txt", "one"), ""));
        awaitOut(1);
        context.getRouteController().suspendRoute("receive");
        stored("a.txt", "two");
        int asked = server.requests().size();
        patiently().during(Duration.ofMillis(300)).until(() -> server.requests().size() == asked);

        context.getRouteController().resumeRoute("receive");
        awaitOut(2);
    }

    @Test
    void gracefulStopWaitsForDownload() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TransferListener slow = new TransferListener() {
            @Override
            public void progress(TransferStatus progress) {
                began.countDown();
                try {
                    assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError("a download was interrupted", e);
                }
            }
        };
        context.getRegistry().bind("slow", slow);
        receive(consumer(stored("a.txt", "one"), "&progressListener=#slow"));
        assertThat(began.await(60, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
            try {
                context.getRouteController().stopRoute("receive", 60, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        Consumer consumer = context.getRoute("receive").getConsumer();
        patiently().until(() -> ServiceHelper.isSuspended(consumer));
        goOn.countDown();
        stopped.get(60, TimeUnit.SECONDS);

        assertThat(bodies()).containsExactly("one");
    }

    @Test
    void worksWithoutRoute() throws Exception {
        context.start();
        List<String> bodies = new CopyOnWriteArrayList<>();
        OssPresignedEndpoint endpoint =
                context.getEndpoint(consumer(stored("a.txt", "one"), ""), OssPresignedEndpoint.class);
        for (int leadership = 1; leadership <= 2; leadership++) {
            Consumer consumer = endpoint.createConsumer(
                    exchange -> bodies.add(exchange.getMessage().getBody(String.class)));
            ServiceHelper.startService(endpoint, consumer);
            int expected = leadership;
            patiently().untilAsserted(() -> assertThat(bodies).hasSize(expected));
            ServiceHelper.stopAndShutdownServices(consumer, endpoint);
            stored("a.txt", "changed by then");
        }
        patiently()
                .untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
    }

    @Test
    void temporaryFailureIsRetried() throws Exception {
        server.inject(new Fault.StatusError(500, "InternalError", "no"));
        receive(consumer(stored("a.txt", "one"), "&backoffInitial=1ms&exceptionHandler=#failures"));

        awaitOut(1);
        assertThat(failures.exceptions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"&linkSource=direct:links", "&links=#bean:links", "&linkSource=direct:links&links=#bean:links"})
    void refusesOtherSourceOfLinks(String other) {
        context.getRegistry().bind("links", List.of());

        assertThatThrownBy(() -> receive(consumer(stored("a.txt", "one"), other)))
                .hasStackTraceContaining("source of links: a consumer must have exactly one of linkSource, links and"
                        + " secretUrl, has ")
                .hasStackTraceContaining(" and secretUrl");
    }

    @Test
    void hostThatIsNotAllowedFailsAtStart() {
        assertThatThrownBy(() -> receive("osspresigned:" + inbox() + "?secretUrl=RAW(" + stored("a.txt", "one") + ")"))
                .hasStackTraceContaining("IllegalArgumentException: secretUrl: ")
                .hasStackTraceContaining("allowHttp");
    }

    @Test
    void pooledExchangeOfAnUnchangedObjectIsReleasedOnce() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        receive(consumer(stored("a.txt", "one"), ""));
        awaitOut(1);
        awaitNotModified(5);
        assertThat(context.getCamelContextExtension()
                        .getExchangeFactoryManager()
                        .getPooledCounter())
                .isLessThanOrEqualTo(1);
    }
}
