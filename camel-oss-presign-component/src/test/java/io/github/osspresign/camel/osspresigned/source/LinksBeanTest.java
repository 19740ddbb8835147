// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.osspresigned.PolledTestSupport;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.OwnThread;
import java.io.Closeable;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bean of the option {@code links} returns links, each of which becomes one exchange. */
class LinksBeanTest extends PolledTestSupport {

    private String consumer(Object bean, String options) {
        context.getRegistry().bind("given", bean);
        return osspresigned("&links=#bean:given" + POLLS + options);
    }

    private void receive(String uri) throws Exception {
        start(routes -> routes.from(uri).routeId("receive").to("mock:out"));
    }

    @Test
    void eachLinkOfIterableBecomesOneExchange() throws Exception {
        List<Object> links = List.of(
                PresignedLink.of(stored("a.txt", "A")),
                LinkJson.write(PresignedLink.of(stored("b.txt", "B"))),
                CharBuffer.wrap(stored("c.txt", "C")));
        receive(consumer(links, "&repeatCount=1"));

        awaitOut(3);
        assertThat(bodies()).containsExactly("A", "B", "C");
        List<Exchange> exchanges = out().getExchanges();
        assertThat(exchanges)
                .extracting(exchange -> exchange.getMessage()
                        .getHeader("CamelPresignLink", PresignedLink.class)
                        .key())
                .containsExactly("a.txt", "b.txt", "c.txt");
        assertThat(exchanges)
                .extracting(exchange -> exchange.getProperty(Exchange.BATCH_INDEX))
                .containsExactly(0, 1, 2);
        assertThat(exchanges)
                .extracting(exchange -> exchange.getProperty(Exchange.BATCH_COMPLETE))
                .containsExactly(false, false, true);
        assertThat(exchanges.get(2).getProperty(Exchange.BATCH_SIZE)).isEqualTo(3);
        patiently().until(() -> health().getState() == HealthCheck.State.UP);
        patiently()
                .untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
    }

    @Test
    void supplierIsCalledAtEachPoll() throws Exception {
        Iterator<Object> polls = List.of(stored("a.txt", "A"), List.of(stored("b.txt", "B"), stored("c.txt", "C")))
                .iterator();
        AtomicInteger asked = new AtomicInteger();
        Supplier<Object> supplier = () -> {
            asked.incrementAndGet();
            return polls.hasNext() ? polls.next() : null;
        };
        receive(consumer(supplier, ""));

        awaitOut(3);
        patiently().until(() -> asked.get() >= 5);
        assertThat(bodies()).containsExactly("A", "B", "C");
    }

    @Test
    void iterableIsReadOnlyAsFarAsNeeded() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        String url = stored("a.txt", "A");
        Iterable<String> lazy = () -> new Iterator<>() {
            private int next = 1;

            @Override
            public boolean hasNext() {
                return next <= 3;
            }

            @Override
            public String next() {
                order.add("link " + next++);
                return url;
            }
        };
        start(routes -> routes.from(consumer(lazy, "&repeatCount=1"))
                .process(exchange -> order.add("route"))
                .to("mock:out"));

        awaitOut(3);
        assertThat(order).containsExactly("link 1", "route", "link 2", "route", "link 3", "route");
    }

    @Test
    void invalidLinkAndFailedDownloadDoNotStopTheOthers() throws Exception {
        List<Object> links = new ArrayList<>(List.of(
                42, "{\"secret\":\"hush\"}", "the report is not ready, hush", link("missing"), stored("b.txt", "B")));
        links.add(2, null);
        receive(consumer(links, "&repeatCount=1&exceptionHandler=#failures"));

        awaitOut(1);
        assertThat(bodies()).containsExactly("B");
        assertThat(failures.exceptions).hasSize(5);
        assertThat(failures.exceptions.subList(0, 4))
                .hasOnlyElementsOfType(IllegalArgumentException.class)
                .allSatisfy(e -> assertThat(e).hasMessageNotContaining("hush"));
        assertThat(failures.exceptions.get(0))
                .hasMessage("entry 1 of links: link: must be a PresignedLink, its JSON form or an http(s) URL, was a"
                        + " java.lang.Integer");
        assertThat(failures.exceptions.get(4)).isInstanceOf(ObjectNotFoundException.class);
        patiently().until(() -> health().getState() == HealthCheck.State.UP);
        patiently()
                .untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
    }

    @Test
    void bridgeErrorHandlerHandlesInvalidLinkAndFailedDownload() throws Exception {
        start(routes -> {
            routes.onException(ObjectNotFoundException.class).handled(true).to("mock:failed");
            routes.onException(IllegalArgumentException.class).handled(true).to("mock:broken");
            routes.from(consumer(
                            List.of(42, link("missing"), stored("b.txt", "B")),
                            "&repeatCount=1&bridgeErrorHandler=true"))
                    .to("mock:out");
        });

        awaitOut(1);
        assertThat(getMockEndpoint("mock:broken").getReceivedCounter()).isEqualTo(1);
        Exchange failed = getMockEndpoint("mock:failed").getExchanges().get(0);
        assertThat(failed.getMessage()
                        .getHeader("CamelPresignLink", PresignedLink.class)
                        .key())
                .isEqualTo("missing");
    }

    @Test
    void failedRouteDoesNotStopTheOthers() throws Exception {
        start(routes -> routes.from(consumer(List.of(stored("a.txt", "A"), stored("b.txt", "B")), "&repeatCount=1"))
                .to("mock:out")
                .throwException(new IllegalStateException("always")));

        awaitOut(2);
    }

    @Test
    void failingIterableFailsThePollAfterItsFirstLinks() throws Exception {
        List<String> closed = new CopyOnWriteArrayList<>();
        String url = stored("a.txt", "A");
        class Breaking implements Iterator<String>, Closeable {
            private boolean given;

            @Override
            public boolean hasNext() {
                if (given) {
                    throw new IllegalStateException("the database is gone");
                }
                return true;
            }

            @Override
            public String next() {
                given = true;
                return url;
            }

            @Override
            public void close() {
                closed.add("closed");
            }
        }
        Iterable<String> breaking = Breaking::new;
        receive(consumer(breaking, "&repeatCount=1&exceptionHandler=#failures"));

        awaitOut(1);
        patiently().until(() -> !failures.exceptions.isEmpty());
        assertThat(failures.exceptions.get(0)).hasMessage("the database is gone");
        assertThat(closed).hasSize(1);
        patiently().until(() -> health().getState() == HealthCheck.State.DOWN);
    }

    @Test
    void stoppedConsumerStartsNoFurtherLink() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> links = List.of(stored("a.txt", "A"), stored("b.txt", "B"));
        start(routes -> routes.from(consumer(links, ""))
                .routeId("receive")
                .to("mock:out")
                .process(
                        exchange -> assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue()));
        awaitOut(1);

        Consumer consumer = context.getRoute("receive").getConsumer();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(
                () -> {
                    try {
                        context.getRouteController().stopRoute("receive", 60, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                OwnThread::start);
        patiently().until(() -> ServiceHelper.isSuspended(consumer));
        goOn.countDown();
        stopped.get(60, TimeUnit.SECONDS);

        assertThat(bodies()).containsExactly("A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&links=#bean:text", "&links=https:example"})
    void refusesBeanOfOtherType(String option) {
        context.getRegistry().bind("text", "https://bucket.example/hush");

        assertThatThrownBy(() -> receive(osspresigned(option)))
                .hasStackTraceContaining("links: must be an Iterable or a Supplier of links, was a java.lang.String")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void refusesUnknownBean() {
        assertThatThrownBy(() -> receive(osspresigned("&links=#bean:nobody"))).hasStackTraceContaining("nobody");
    }
}
