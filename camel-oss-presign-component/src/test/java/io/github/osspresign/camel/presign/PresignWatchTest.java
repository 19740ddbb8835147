// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.DeleteBucketRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketRequest;
import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.seen.SeenObjects;
import io.github.osspresign.link.PresignedLink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer creates one exchange with a link for each object of a bucket. */
@Execution(ExecutionMode.CONCURRENT)
class PresignWatchTest extends PresignServerTestSupport {

    private static final String POLLS = "&initialDelay=0&delay=50";

    @TempDir
    Path folder;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        health.register(health.resolveById("consumers"));
        return context;
    }

    private void watch(String options) throws Exception {
        addRoute(context, bucketUri() + POLLS + options, "mock:out");
    }

    private MockEndpoint out() {
        return getMockEndpoint("mock:out");
    }

    private static List<String> keys(MockEndpoint mock) {
        return mock.getExchanges().stream().map(PresignServerTestSupport::key).toList();
    }

    @Test
    void newObjectCreatesOneExchangeWithWorkingLink() throws Exception {
        Instant start = Instant.now().minusSeconds(2);
        put("in/first.txt", "content");
        watch("&prefix=in/&expiration=5m");
        await().until(() -> out().getReceivedCounter() == 1);

        Exchange first = out().getExchanges().get(0);
        assertThat(first.getMessage().getBody()).isNull();
        PresignedLink link = first.getMessage().getHeader(PresignConstants.LINK, PresignedLink.class);
        assertThat(link.size()).isEqualTo(7);
        assertThat(link.etag()).isEqualTo("9A0364B9E99BB480DD25E1F0284C8555");
        assertThat(server.requests())
                .as("nothing is downloaded")
                .noneMatch(request -> request.target().contains("first.txt"));
        assertThat(download(link)).isEqualTo("content");
        assertThat(first.getMessage().getHeaders())
                .containsEntry("CamelPresignUrl", link.url())
                .containsEntry("CamelPresignLinkMethod", "GET")
                .containsEntry("CamelPresignBrowserUsable", true)
                .containsEntry("CamelPresignSourceBucketName", "demo")
                .containsEntry("CamelPresignSourceObjectKey", "in/first.txt")
                .containsEntry("CamelPresignObjectSize", 7L)
                .containsEntry("CamelPresignETag", "9A0364B9E99BB480DD25E1F0284C8555")
                .containsEntry("CamelPresignStorageClass", "Standard")
                .doesNotContainKey("CamelFileName");
        assertThat(first.getMessage().getHeader("CamelPresignLastModified", Instant.class))
                .isBetween(start, Instant.now());
        assertThat(first.getMessage().getMessageTimestamp()).isGreaterThan(0);

        put("in/second.txt");
        put("elsewhere.txt");
        await().until(() -> out().getReceivedCounter() == 2);
        awaitFurtherRequests(3);
        assertThat(keys(out())).containsExactly("in/first.txt", "in/second.txt");
    }

    @Test
    void outputBodyWritesJsonFormToTheBody() throws Exception {
        put("a");
        watch("&output=body");
        await().until(() -> out().getReceivedCounter() == 1);
        assertThat(download(out().getExchanges().get(0).getMessage().getBody(PresignedLink.class)))
                .isEqualTo("a");
    }

    @Test
    void overwrittenObjectCreatesAnotherExchange() throws Exception {
        put("a", "one");
        watch("");
        await().until(() -> out().getReceivedCounter() == 1);
        put("a", "two");
        await().until(() -> out().getReceivedCounter() == 2);
        awaitFurtherRequests(2);
        assertThat(out().getReceivedCounter()).isEqualTo(2);
        assertThat(download(
                        out().getExchanges().get(1).getMessage().getHeader(PresignConstants.LINK, PresignedLink.class)))
                .isEqualTo("two");
    }

    @Test
    void fileRepositoryRemembersObjectsAfterRestart() throws Exception {
        put("a");
        put("line\nbreak");
        for (int run = 0; run < 2; run++) {
            try (CamelContext own = ownContext()) {
                FileIdempotentRepository repository = new FileIdempotentRepository();
                repository.setFileStore(folder.resolve("seen.txt").toFile());
                own.getRegistry().bind("seen", repository);
                addRoute(own, bucketUri() + POLLS + "&idempotentRepository=#bean:seen", "mock:out");
                own.start();
                MockEndpoint out = own.getEndpoint("mock:out", MockEndpoint.class);
                if (run == 0) {
                    await().until(() -> out.getReceivedCounter() == 2);
                } else {
                    put("b");
                    await().until(() -> out.getReceivedCounter() == 1);
                    awaitFurtherRequests(2);
                    assertThat(keys(out)).containsExactly("b");
                }
            }
        }
    }

    private static CamelContext ownContext() throws Exception {
        CamelContext own = new DefaultCamelContext();
        own.addComponent("presign", new PresignComponent(java.util.Map.of(), null));
        return own;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void objectOfFailedExchangeIsProcessedAgain(boolean pooled) throws Exception {
        if (pooled) {
            context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        }
        put("bad");
        put("good");
        AtomicBoolean failed = new AtomicBoolean();
        addRoutes(routes -> routes.from(bucketUri() + POLLS)
                .process(exchange -> {
                    if (key(exchange).equals("bad") && failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("fails once");
                    }
                })
                .to("mock:out"));
        await().until(() -> out().getReceivedCounter() == 2);
        awaitFurtherRequests(2);
        assertThat(keys(out())).containsExactly("good", "bad");
    }

    @Test
    void objectOfPollThatCannotBeAggregatedIsProcessedAgainAfterTheNextGarbageCollection() throws Exception {
        AtomicBoolean failing = new AtomicBoolean(true);
        put("a.txt");
        addRoutes(routes -> routes.from("direct:in")
                .pollEnrich(bucketUri() + POLLS, 500, (original, polled) -> {
                    if (polled != null && failing.getAndSet(false)) {
                        throw new IllegalStateException("the aggregation fails");
                    }
                    return polled == null ? original : polled;
                })
                .filter(routes.header(PresignConstants.SOURCE_OBJECT_KEY).isNotNull())
                .to("mock:out"));

        await().until(() -> template.send("direct:in", exchange -> {}).getException() != null);

        await().until(() -> {
            System.gc();
            template.send("direct:in", exchange -> {});
            return out().getReceivedCounter() == 1;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"handled", "rollback"})
    void objectOfHandledFailureOrRollbackIsProcessedAgain(String end) throws Exception {
        AtomicInteger times = new AtomicInteger();
        put("a.txt");
        addRoutes(routes -> routes.from(bucketUri() + POLLS)
                .onException(IllegalStateException.class)
                .handled(true)
                .end()
                .process(exchange -> {
                    if (times.incrementAndGet() < 3) {
                        if (end.equals("handled")) {
                            throw new IllegalStateException("the route fails");
                        }
                        exchange.setRollbackOnly(true);
                    }
                })
                .to("mock:out"));

        await().until(() -> times.get() == 3);
        awaitFurtherRequests(3);

        assertThat(times).hasValue(3);
    }

    @Test
    void objectWhoseRouteContinuesAfterAFailureIsNotProcessedAgain() throws Exception {
        AtomicInteger times = new AtomicInteger();
        put("a.txt");
        addRoutes(routes -> routes.from(bucketUri() + POLLS)
                .onException(IllegalStateException.class)
                .continued(true)
                .end()
                .process(exchange -> {
                    times.incrementAndGet();
                    throw new IllegalStateException("the route fails");
                })
                .to("mock:out"));

        await().until(() -> out().getReceivedCounter() == 1);
        awaitFurtherRequests(3);

        assertThat(times).hasValue(1);
    }

    @Test
    void processesManyObjectsInBatches() throws Exception {
        for (int i = 0; i < 1200; i++) {
            put("k%04d".formatted(i));
        }
        watch("&maxMessagesPerPoll=500");
        await().atMost(Duration.ofMinutes(1)).until(() -> out().getReceivedCounter() == 1200);
        awaitFurtherRequests(4);
        assertThat(keys(out())).hasSize(1200).doesNotHaveDuplicates().isSorted();
        List<Exchange> all = out().getExchanges();
        assertThat(all.get(0).getProperty(Exchange.BATCH_INDEX)).isEqualTo(0);
        assertThat(all.get(0).getProperty(Exchange.BATCH_SIZE)).isEqualTo(500);
        assertThat(all.get(498).getProperty(Exchange.BATCH_COMPLETE)).isEqualTo(false);
        assertThat(all.get(499).getProperty(Exchange.BATCH_COMPLETE)).isEqualTo(true);
        assertThat(all.get(1199).getProperty(Exchange.BATCH_SIZE)).isEqualTo(200);
        assertThat(all.get(1199).getProperty(Exchange.BATCH_INDEX)).isEqualTo(199);
    }

    @Test
    void failingObjectDoesNotBlockTheOthers() throws Exception {
        put("a-bad");
        put("b");
        put("c");
        Set<String> delivered = ConcurrentHashMap.newKeySet();
        addRoutes(routes -> routes.from(bucketUri() + POLLS + "&maxMessagesPerPoll=1")
                .process(exchange -> {
                    if (key(exchange).equals("a-bad")) {
                        throw new IllegalStateException("fails always");
                    }
                    delivered.add(key(exchange));
                }));
        await().until(() -> delivered.equals(Set.of("b", "c")));
    }

    @Test
    void objectInProgressIsNotTakenAgainAndGracefulStopWaitsForIt() throws Exception {
        put("slow");
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<String> done = new CopyOnWriteArrayList<>();
        addRoutes(routes -> routes.from(bucketUri() + POLLS)
                .routeId("watch")
                .threads(4)
                .process(exchange -> {
                    entered.countDown();
                    assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
                    done.add(key(exchange));
                }));
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        awaitFurtherRequests(3);
        Thread stop = new Thread(() -> {
            try {
                context.getRouteController().stopRoute("watch");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stop.start();
        release.countDown();
        stop.join();
        assertThat(done).containsExactly("slow");

        put("next");
        context.getRouteController().startRoute("watch");
        await().until(() -> done.contains("next"));
        awaitFurtherRequests(2);
        assertThat(done).containsExactly("slow", "next");
    }

    @Test
    void suspendedRouteDoesNotPoll() throws Exception {
        watch("");
        awaitFurtherRequests(1);
        context.getRouteController().suspendRoute("watch");
        put("a");
        int requests = server.requests().size();
        await().during(Duration.ofMillis(300)).until(() -> server.requests().size() <= requests + 1);
        assertThat(out().getReceivedCounter()).isZero();
        context.getRouteController().resumeRoute("watch");
        await().until(() -> out().getReceivedCounter() == 1);
    }

    @Test
    void filtersSelectWatchedObjects() throws Exception {
        put("a.csv", "12345");
        put("b.csv", "1");
        put("c.txt", "12345");
        watch("&antInclude=*.csv&minSize=5");
        await().until(() -> out().getReceivedCounter() == 1);
        awaitFurtherRequests(2);
        assertThat(keys(out())).containsExactly("a.csv");
    }

    @Test
    void idlePollCanSendEmptyMessage() throws Exception {
        watch("&sendEmptyMessageWhenIdle=true");
        await().until(() -> out().getReceivedCounter() >= 1);
        assertThat(out().getExchanges().get(0).getMessage().getHeaders()).doesNotContainKey("CamelPresignUrl");
    }

    @Test
    void missingBucketIsReportedByHealthCheckUntilItExists() throws Exception {
        watch("");
        await().until(() -> health().getState() == HealthCheck.State.UP);
        try (OSSClient client = client()) {
            client.deleteBucket(DeleteBucketRequest.newBuilder().bucket("demo").build());
            await().until(() -> health().getState() == HealthCheck.State.DOWN);
            assertThat(health().getDetails())
                    .containsEntry("oss.code", "NoSuchBucket")
                    .containsEntry("http.response.code", 404)
                    .containsKeys("oss.ec", "oss.request.id");
            client.putBucket(PutBucketRequest.newBuilder().bucket("demo").build());
        }
        await().until(() -> health().getState() == HealthCheck.State.UP);
        put("a");
        await().until(() -> out().getReceivedCounter() == 1);
    }

    @Test
    @Tag("slow")
    void pollFailsIfBucketExceedsDefaultRepository() throws Exception {
        HttpServer many = BulkMain.service(SeenObjects.CAPACITY + 1);
        many.start();
        try {
            String address = "http://127.0.0.1:" + many.getAddress().getPort();
            String uri = bucketUri().replace(server.endpoint().toString(), address);
            addRoute(context, uri + POLLS + "&maxMessagesPerPoll=0", "mock:out");
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> health().getError().isPresent());
            assertThat(health().getError().orElseThrow())
                    .hasMessageStartingWith(
                            "idempotentRepository: the default repository remembers at most 100000 objects");
            assertThat(out().getReceivedCounter()).isZero();
        } finally {
            many.stop(0);
        }
    }

    private HealthCheck.Result health() {
        return HealthCheckRegistry.get(context)
                .getCheck("consumer:watch")
                .orElseThrow()
                .call();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prefix=           | prefix: must not be empty, was empty; to list all objects, do not set it",
                "operation=signAll | operation: must be sign for a consumer, was signAll",
                "verifyObject=true | verifyObject: must be used with operation=sign, was used without",
                "versionId=v1      | versionId: must be used with operation=sign"
            })
    void unsupportedOptionOfConsumerStopsTheStart(String option, String message) {
        assertThatThrownBy(() -> watch("&" + option)).hasStackTraceContaining(message);
    }

    @Test
    void policyAppliesToWatchedPrefix() {
        context.getComponent("presign", PresignComponent.class).setAllowedKeyPrefixes("out/");
        assertThatThrownBy(() -> watch("&prefix=in/"))
                .satisfies(failure -> assertThat(PresignStartupTest.messages(failure))
                        .contains("prefix: must begin with one of allowedKeyPrefixes [out/]"));
    }
}
