// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.ObjectNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.junit.jupiter.api.Test;

/**
 * With {@code streaming=true} a route reads the object during the download, once, and a corrupt object never ends
 * normally.
 */
class OssPresignedStreamingTest extends OssPresignedTestSupport {

    private static final String KEY = "dir/object.bin";
    private static final int SIZE = 3_000_000;

    private final byte[] content = new byte[SIZE];
    /** Number of bytes that a node has read, or its failure. */
    private final BlockingQueue<Object> read = new LinkedBlockingQueue<>();

    OssPresignedStreamingTest() {
        withoutRouteBuilder();
    }

    private static String streaming(String options) {
        return "osspresigned:?streaming=true&backoffInitial=1ms&" + LOCAL + options;
    }

    private String large() {
        new Random(6).nextBytes(content);
        server.putObject(BUCKET, KEY, content);
        return link(KEY);
    }

    private static LambdaRouteBuilder into(Processor processor) {
        return into("", processor);
    }

    private static LambdaRouteBuilder into(String options, Processor processor) {
        return routes -> routes.from("direct:in").to(streaming(options)).process(processor);
    }

    private Processor reading() {
        return exchange -> {
            try {
                read.add(exchange.getMessage().getBody(InputStream.class).readAllBytes().length);
            } catch (IOException e) {
                read.add(e);
                throw e;
            }
        };
    }

    private Exchange run(String url) {
        return template.send("direct:in", exchange -> exchange.getMessage().setBody(url));
    }

    // ---- success

    @Test
    void writesObjectToFile() throws Exception {
        start(routes -> routes.from("direct:in").to(streaming("")).to("file:" + directory.resolve("out")));

        Exchange result = send(
                "direct:in",
                large(),
                Map.of("CamelFilePath", "/of/the/source", "CamelOssPresignedDuration", Duration.ofDays(1)));

        assertThat(directory.resolve("out/object.bin")).hasBinaryContent(content);
        assertThat(result.getMessage().getHeaders())
                .containsEntry("CamelFileNameOnly", "object.bin")
                .containsEntry("CamelFileLength", (long) SIZE)
                .containsEntry("CamelOssPresignedVerified", "crc64")
                .containsEntry("CamelOssPresignedAttempts", 1)
                .containsKeys(
                        "CamelFileLastModified",
                        "Content-Type",
                        "CamelOssPresignedETag",
                        "CamelOssPresignedCrc64",
                        "CamelOssPresignedRequestId",
                        "CamelPresignUrlMasked")
                .doesNotContainKeys("CamelFilePath", "CamelOssPresignedDuration");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void bytesAreAvailableBeforeTheEndOfTheDownload() throws Exception {
        server.inject(new Fault.StallAfter(1_000_000, Duration.ofMinutes(5)));
        start(into(
                "&stallTimeout=5m",
                exchange -> read.add(
                        exchange.getMessage().getBody(InputStream.class).readNBytes(1_000_000).length)));

        send("direct:in", large(), Map.of());

        assertThat(read).containsExactly(1_000_000);
    }

    // ---- failure

    @Test
    void expiredLinkFailsBeforeTheNextNode() throws Exception {
        start(into(reading()));

        assertThat(run(link("missing")).getException()).isInstanceOf(ObjectNotFoundException.class);
        assertThat(read).isEmpty();
    }

    @Test
    void corruptByteReachesErrorHandlerOfTheRoute() throws Exception {
        start(routes -> {
            routes.onException(ChecksumMismatchException.class).handled(true).process(exchange -> read.add("wrong"));
            routes.from("direct:in").to(streaming("")).to("file:" + directory.resolve("out?tempFileName=part"));
        });
        server.inject(new Fault.FlippedByte(7));

        Exchange result = run(large());

        assertThat(result.getException()).isNull();
        assertThat(read).containsExactly("wrong");
        assertThat(filesIn(directory.resolve("out"))).doesNotContain("object.bin");
    }

    // ---- read once

    @Test
    void secondReaderGetsFailure() throws Exception {
        start(routes ->
                routes.from("direct:in").to(streaming("")).process(reading()).process(reading()));

        Exchange result = run(large());

        assertThat(read.poll()).isEqualTo(SIZE);
        assertThat(result.getException())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("body: with streaming=true it can be read only once, but it was read before");
    }

    @Test
    void secondReaderGetsFailureWithoutStreamCachingToo() throws Exception {
        start(routes -> routes.from("direct:in")
                .streamCache("false")
                .to(streaming(""))
                .to("file:" + directory.resolve("one"))
                .to("file:" + directory.resolve("two")));

        Exchange result = run(large());

        assertThat(result.getException())
                .hasStackTraceContaining("body: with streaming=true it can be read only once, but it was read before");
        assertThat(directory.resolve("one/object.bin")).hasBinaryContent(content);
    }

    @Test
    void nodesThatDoNotReadAreNoReaders() throws Exception {
        start(routes -> {
            routes.from("direct:in")
                    .to(streaming(""))
                    .to("log:seen?showAll=true&showCachedStreams=false")
                    .setHeader("some", routes.constant("header"))
                    .to("direct:next");
            routes.from("direct:next").process(reading());
        });

        send("direct:in", large(), Map.of());

        assertThat(read).containsExactly(SIZE);
    }

    @Test
    void otherExchangesCannotReadTheStream() throws Exception {
        start(routes -> {
            routes.from("direct:parallel")
                    .to(streaming(""))
                    .multicast()
                    .parallelProcessing()
                    .to("direct:reader", "direct:reader");
            routes.from("direct:tap").to(streaming("")).wireTap("direct:reader");
            routes.from("direct:queue").to(streaming("")).to("seda:queue");
            routes.from("direct:reader").process(reading());
            routes.from("seda:queue").process(reading());
        });
        String url = large();

        for (String route : new String[] {"direct:parallel", "direct:tap", "direct:queue"}) {
            assertThatThrownBy(() -> send(route, url, Map.of()))
                    .hasStackTraceContaining("but another exchange needs it too");
        }
        assertThat(read).isEmpty();
    }

    // ---- close

    @Test
    void streamIsClosedAfterTheExchange() throws Exception {
        start(into(exchange -> {}));

        Exchange result = run(large());

        assertThat(result.getException()).isNull();
        InputStream body = (InputStream) result.getMessage().getBody();
        assertThat(body).isInstanceOf(StreamCache.class);
        assertThatThrownBy(body::read).hasMessageStartingWith("stream was closed before its end");
    }

    @Test
    void readerGetsTheFailureOfTheClosedStreamAfterTheExchange() throws Exception {
        start(routes -> routes.from("direct:in")
                .streamCache("false")
                .to(streaming(""))
                .process(exchange ->
                        exchange.getMessage().getBody(InputStream.class).read()));

        Exchange result = run(large());

        assertThat(result.getException()).isNull();
        InputStream body = (InputStream) result.getMessage().getBody();
        assertThatThrownBy(body::read).hasMessageStartingWith("stream was closed before its end");
    }

    @Test
    void streamIsClosedAfterFailedRoute() throws Exception {
        BlockingQueue<InputStream> bodies = new LinkedBlockingQueue<>();
        start(into(exchange -> {
            bodies.add(exchange.getMessage().getBody(InputStream.class));
            throw new IllegalStateException("the route fails");
        }));

        assertThat(run(large()).getException()).hasMessage("the route fails");

        assertThatThrownBy(() -> bodies.element().read()).isInstanceOf(IOException.class);
    }

    // ---- start

    @Test
    void refusesDirectoryWithStreaming() {
        assertThatThrownBy(() ->
                        context.getEndpoint(osspresigned("&streaming=true")).start())
                .hasStackTraceContaining("streaming: must be used without directory");
        assertThatThrownBy(
                        () -> context.getEndpoint(streaming("&fileExist=Fail")).createProducer())
                .hasStackTraceContaining("fileExist: must be used with a directory");
    }
}
