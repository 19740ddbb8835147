// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings of a faulty service: without an end, without progress or without required elements. */
@Timeout(120)
class EndlessListingTest extends PresignTestSupport {

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    /** Returns the response for the number of a request. */
    private volatile IntFunction<String> pages = number -> "";

    @Override
    protected CamelContext createCamelContext() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = pages.apply(requests.incrementAndGet()).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        CamelContext context = super.createCamelContext();
        context.getComponent("presign", PresignComponent.class).setClock(Clock.systemUTC());
        return context;
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private String uri() {
        return "presign:demo?region=cn-hangzhou&endpoint=http://127.0.0.1:"
                + server.getAddress().getPort() + "&" + KEYS;
    }

    private static String page(String token, String... keys) {
        StringBuilder objects = new StringBuilder();
        for (String key : keys) {
            objects.append("<Contents><Key>")
                    .append(key)
                    .append("</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified>")
                    .append("<ETag>\"5B3C1A2E053D763E1B002CC607C5A0FE\"</ETag><Type>Normal</Type><Size>1</Size>")
                    .append("<StorageClass>Standard</StorageClass></Contents>");
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult><Name>demo</Name><Prefix></Prefix>"
                + "<MaxKeys>1000</MaxKeys><IsTruncated>" + (token != null) + "</IsTruncated>"
                + (token == null ? "" : "<NextContinuationToken>" + token + "</NextContinuationToken>")
                + objects + "</ListBucketResult>";
    }

    @SuppressWarnings("unchecked")
    private List<String> keys() throws Exception {
        List<String> keys = new ArrayList<>();
        Iterator<PresignedLink> links =
                send(uri() + "&operation=signPrefix", Map.of()).getMessage().getBody(Iterator.class);
        links.forEachRemaining(link -> keys.add(link.key()));
        return keys;
    }

    private void assertFails(String what) {
        assertThatThrownBy(this::keys)
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class)
                .cause()
                .hasMessageStartingWith("listing of bucket 'demo' with prefix '': ")
                .hasMessageContaining(what);
    }

    @Test
    void failsOnSamePageAndTokenForEver() {
        pages = number -> page("same", "a", "b");

        assertFails("2 consecutive pages had none after 'b'");
        assertThat(requests).hasValue(3);
    }

    @Test
    void failsOnEmptyPagesWithTheSameToken() {
        pages = number -> page("same");

        assertFails("2 consecutive pages had none after ''");
    }

    @Test
    void failsOnEndlessEmptyPagesWithNewTokens() {
        pages = number -> page("token" + number);

        assertFails("101 consecutive pages had none");
        assertThat(requests).hasValue(101);
    }

    @Test
    void failsOnTokensThatRepeatInACycle() {
        pages = number -> page("token" + number % 2, number % 2 == 0 ? "a" : "b");

        assertFails("consecutive pages had none after 'b'");
    }

    @Test
    void failsOnMissingTokenForNextPage() {
        pages = number -> page(null).replace("false", "true");

        assertFails("contain a token for the next page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Key", "Size", "ETag", "LastModified"})
    void failsOnObjectWithoutRequiredElement(String element) {
        pages = number -> page(null, "a").replaceAll("<" + element + ">[^<]*</" + element + ">", "");

        assertFails("contain key, size, entity tag and time of each object");
    }

    @Test
    void acceptsEmptyPagesBetweenOthersAndRepeatedObjects() throws Exception {
        List<String> answers = List.of(
                page("1", "a", "b"),
                page("2"),
                page("3"),
                page("4", "a", "b"),
                page("5", "c", "ﬀ"),
                page("6", "😀"),
                page(null));
        pages = number -> answers.get(number - 1);

        assertThat(keys()).containsExactly("a", "b", "c", "ﬀ", "😀");
    }

    @Test
    void consumerReportsFailureAndPollsAgain() throws Exception {
        pages = number -> page("same", "a");
        CompletableFuture<Exception> told = new CompletableFuture<>();
        addRoutes(routes -> {
            routes.onException(Exception.class)
                    .handled(true)
                    .process(exchange -> told.complete(exchange.getProperty("CamelExceptionCaught", Exception.class)));
            routes.from(uri() + "&initialDelay=0&delay=50&bridgeErrorHandler=true")
                    .to("mock:out");
        });

        assertThat(told.get(60, TimeUnit.SECONDS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("consecutive pages had none after 'a'");
        int before = requests.get();
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> requests.get() > before + 3);
        pages = number -> page(null, "a");
        getMockEndpoint("mock:out").expectedMessageCount(1);
        getMockEndpoint("mock:out").setResultWaitTime(60_000);
        getMockEndpoint("mock:out").assertIsSatisfied();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ListBucketResult>\n<Contents>\n<Key>a</Key>",
                "not\nXML\u0085at\u202eall",
                "<!DOCTYPE x [<!ENTITY a 'b'>]>\n<ListBucketResult>&a;</ListBucketResult>",
                ""
            })
    void reportsInvalidXmlInOneLine(String body) {
        pages = number -> body;

        assertThatThrownBy(this::keys)
                .hasCauseInstanceOf(ServiceCallException.class)
                .satisfies(failure -> {
                    for (Throwable e = failure; e != null; e = e.getCause()) {
                        assertThat(String.valueOf(e.getMessage()))
                                .hasSizeLessThan(1000)
                                .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
                    }
                });
    }

    @Test
    void keyThatIsListedTwiceGivesOneExchange() throws Exception {
        pages = number -> page(null, "a", "a", "b");
        List<String> delivered = new CopyOnWriteArrayList<>();
        watch("", delivered, new CountDownLatch(0));
        await().until(() -> delivered.size() >= 2 && requests.get() >= 3);
        assertThat(delivered).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void keyOutsideThePrefixIsNotSigned() {
        pages = number -> page(null, "in/a", "secret/b");
        assertThatThrownBy(() -> {
                    Iterator<?> links = send(uri() + "&operation=signPrefix&prefix=in/", Map.of())
                            .getMessage()
                            .getBody(Iterator.class);
                    links.forEachRemaining(link -> {});
                })
                .hasStackTraceContaining("listing of bucket 'demo' with prefix 'in/': each key must begin with the"
                        + " prefix, but one was 'secret/b'");
    }

    @Test
    void failedKeyOutsideThePrefixInTheStateIsNotSigned() throws Exception {
        pages = number -> page(null, "secret/b");
        MemoryStateRepository state = new MemoryStateRepository();
        state.start();
        state.setState("demo/in/", "v1:in/z");
        state.setState("demo/in/#failed", "v1:secret/b");
        context.getRegistry().bind("position", state);
        List<String> delivered = new CopyOnWriteArrayList<>();
        watch("&prefix=in/&stateRepository=#position", delivered, new CountDownLatch(0));
        await().until(() -> requests.get() >= 4);
        assertThat(delivered).isEmpty();
    }

    @Test
    void pooledExchangeOfAFailedSignatureIsReleasedOnce() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        pages = number -> page(null, "a".repeat(2000), "b", "c");
        List<String> delivered = new CopyOnWriteArrayList<>();
        watch("&bridgeErrorHandler=true", delivered, new CountDownLatch(2));
        await().until(() -> delivered.size() >= 2);
        assertThat(delivered).containsExactlyInAnyOrder("b", "c");
    }

    /** Watches, with exchanges that wait until a number of them is in progress. */
    private void watch(String options, List<String> delivered, CountDownLatch together) throws Exception {
        start(routes -> {
            routes.onException(Exception.class).handled(true);
            routes.from(uri() + "&initialDelay=0&delay=50" + options)
                    .threads(2, 2)
                    .process(exchange -> {
                        together.countDown();
                        assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
                        delivered.add(
                                exchange.getMessage().getHeader(PresignConstants.SOURCE_OBJECT_KEY, String.class));
                    });
        });
    }
}
