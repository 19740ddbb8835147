// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.DynamicPollingConsumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All endpoints share threads and connections, and none ends the transfers of another or of a node that still uses it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedTransfersTest extends OperationTestSupport {

    private static final int DIRECTORIES = 100;

    @AutoClose("shutdownNow")
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    protected void configure(RouteBuilder routes) {
        // Without an error handler: that of an evicted recipient rejects its messages, whatever the component.
        routes.from("direct:list")
                .errorHandler(routes.noErrorHandler())
                .recipientList(routes.header("to"))
                .cacheSize(1);
        routes.from("direct:dynamic").toD("${header.to}", 1);
        routes.from("direct:stream").toD("${header.to}", 1).process(this::readInTwoParts);
        routes.from("direct:poll").pollEnrich().header("to").cacheSize(1).timeout(60_000);
    }

    /** Reads a stream, that of the large object with a wait in the middle. */
    private void readInTwoParts(Exchange exchange) throws Exception {
        InputStream stream = exchange.getMessage().getBody(InputStream.class);
        byte[] begin = stream.readNBytes(1000);
        if (begin.length == 1000) {
            running.countDown();
            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
        }
        exchange.getMessage().setBody((long) begin.length + stream.readAllBytes().length);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("oss"))
                .count();
    }

    /** Downloads to an endpoint in the background until its transfer waits in the middle. */
    private CompletableFuture<Exchange> halfDownloaded(String route, String endpoint) throws Exception {
        remembering.atProgress = () -> {
            running.countDown();
            try {
                assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Map<String, Object> headers = Map.of("CamelPresignUrl", stored("large", 8 << 20), "to", endpoint);
        CompletableFuture<Exchange> download = CompletableFuture.supplyAsync(
                () -> template.send(route, exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers))),
                executor);
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
        return download;
    }

    @Test
    void manyDirectoriesOfRecipientListShareAFewThreads() throws Exception {
        long before = threads();
        String url = stored("k", "content");
        for (int i = 0; i < DIRECTORIES; i++) {
            send(
                    "direct:list",
                    null,
                    Map.of("CamelPresignUrl", url, "to", "osspresigned:" + directory.resolve("" + i) + "?" + LOCAL));
        }
        assertThat(filesIn(directory)).hasSize(DIRECTORIES);
        assertThat(threads()).isLessThan(before + 10);

        context.stop();

        await().untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:list", "direct:dynamic", "direct:poll"})
    void transferEndsWellAlthoughItsEndpointIsDropped(String route) throws Exception {
        CompletableFuture<Exchange> download = halfDownloaded(route, osspresigned(OPTIONS));
        Endpoint endpoint = context.hasEndpoint(osspresigned(OPTIONS));
        String url = stored("small", "content");
        for (int i = 0; ServiceHelper.isStarted(endpoint) && i < 1000; i++) {
            send(route, null, Map.of("CamelPresignUrl", url, "to", osspresigned("&maxAttempts=" + (i + 1))));
        }
        assertThat(ServiceHelper.isStarted(endpoint)).isFalse();
        goOn.countDown();

        assertThat(download.get(60, TimeUnit.SECONDS).getException()).isNull();
        assertThat(inbox().resolve("large")).hasSize(8 << 20);
        assertThat(remembering.retries).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:dynamic", "direct:poll"})
    void transferToAnEndpointThatIsBeingDroppedWaitsUntilItHasStopped(String route) throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        context.getRegistry().bind("slow", new MemoryIdempotentRepository() {
            @Override
            protected void doStop() throws Exception {
                stopping.countDown();
                assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                super.doStop();
            }
        });
        String to = osspresigned("&idempotent=true&idempotentRepository=#slow&fileExist=Override");
        Endpoint endpoint = context.getEndpoint(to);
        endpoint.start();
        CompletableFuture<Void> dropped = CompletableFuture.runAsync(endpoint::stop, executor);
        assertThat(stopping.await(60, TimeUnit.SECONDS)).isTrue();
        AtomicReference<Exchange> received = new AtomicReference<>();
        Map<String, Object> headers = Map.of("CamelPresignUrl", stored("k", "content"), "to", to);
        Thread sender = new Thread(() -> received.set(
                template.send(route, exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers)))));
        sender.start();
        await().until(() -> !sender.isAlive() || sender.getState() == Thread.State.WAITING);
        goOn.countDown();
        sender.join(60_000);
        dropped.get(60, TimeUnit.SECONDS);

        assertThat(received.get().getException()).isNull();
        assertThat(inbox().resolve("k")).hasContent("content");
    }

    @Test
    void pollOfADroppedEndpointEndsWell() throws Exception {
        Endpoint endpoint = context.getEndpoint(osspresigned(OPTIONS));
        DynamicPollingConsumer consumer = (DynamicPollingConsumer) endpoint.createPollingConsumer();
        consumer.start();
        context.removeEndpoint(endpoint);
        Exchange polling = new DefaultExchange(context);
        polling.getMessage().setHeader("CamelPresignUrl", stored("k", "content"));

        assertThat(consumer.receive(polling).getException()).isNull();
        assertThat(inbox().resolve("k")).hasContent("content");
        assertThat(ServiceHelper.isStarted(endpoint)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:list", "direct:dynamic", "direct:poll"})
    void transfersOfTinyCachesAllEndWell(String route) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            String url = stored("k", 300_000);
            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            for (int i = 0; i < DIRECTORIES; i++) {
                String to = "osspresigned:" + directory.resolve("d" + i) + "?" + LOCAL + "&maxAttempts=" + (1 + i % 10);
                Map<String, Object> headers = Map.of("CamelPresignUrl", url, "to", to);
                sent.add(CompletableFuture.supplyAsync(
                        () -> template.send(
                                route, exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers))),
                        senders));
            }
            for (CompletableFuture<Exchange> each : sent) {
                assertThat(each.get(60, TimeUnit.SECONDS).getException()).isNull();
            }
            assertThat(filesIn(directory)).hasSize(DIRECTORIES);
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void stoppedEndpointLeavesTransfersOfOthersAlone() throws Exception {
        String other = "osspresigned:" + directory.resolve("other") + "?" + LOCAL;
        send(other, stored("k", "content"), Map.of());
        CompletableFuture<Exchange> download = halfDownloaded("direct:list", osspresigned(OPTIONS));
        context.removeEndpoints(other + "*");
        goOn.countDown();

        assertThat(download.get(60, TimeUnit.SECONDS).getException()).isNull();
        assertThat(remembering.retries).isEmpty();
    }

    @Test
    void streamIsReadToItsEndAlthoughItsEndpointIsDropped() throws Exception {
        String to =
                "osspresigned:?streaming=true&maxAttempts=2&backoffInitial=1ms&transferListener=#remembering&" + LOCAL;
        Map<String, Object> headers = Map.of("CamelPresignUrl", stored("large", 64 << 20), "to", to);
        CompletableFuture<Exchange> download = CompletableFuture.supplyAsync(
                () -> template.send("direct:stream", e -> e.getMessage().setHeaders(new HashMap<>(headers))), executor);
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
        Endpoint endpoint = context.hasEndpoint(to);
        String url = stored("small", "content");
        for (int i = 0; ServiceHelper.isStarted(endpoint) && i < 1000; i++) {
            String other = to.replace("maxAttempts=2", "maxAttempts=" + (i + 3));
            send("direct:stream", null, Map.of("CamelPresignUrl", url, "to", other));
        }
        assertThat(ServiceHelper.isStarted(endpoint)).isFalse();
        goOn.countDown();

        Exchange exchange = download.get(60, TimeUnit.SECONDS);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(64L << 20);
        assertThat(remembering.retries).isEmpty();
    }

    @Test
    void stopOfTheContextEndsStreams() throws Exception {
        String to = "osspresigned:?streaming=true&" + LOCAL;
        Map<String, Object> headers = Map.of("CamelPresignUrl", stored("large", 64 << 20), "to", to);
        CompletableFuture<Exchange> download = CompletableFuture.supplyAsync(
                () -> template.send("direct:stream", e -> e.getMessage().setHeaders(new HashMap<>(headers))), executor);
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
        context.getShutdownStrategy().setTimeout(1);
        context.stop();
        goOn.countDown();

        assertThat(download.get(60, TimeUnit.SECONDS).getException()).isNotNull();
    }
}
