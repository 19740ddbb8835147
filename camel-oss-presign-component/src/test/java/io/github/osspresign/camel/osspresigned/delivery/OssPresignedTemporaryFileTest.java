// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.TruncatedBodyException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Without a directory the body is a stream of a verified temporary file, which is deleted when no exchange can read
 * it.
 */
class OssPresignedTemporaryFileTest extends TemporaryFilesTestSupport {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Texts that routes have read, in order. */
    private final BlockingQueue<String> read = new LinkedBlockingQueue<>();

    private final CountDownLatch mayRead = new CountDownLatch(1);

    private List<Path> folders() throws IOException {
        return Stream.of(temporary().toFile().listFiles()).map(File::toPath).toList();
    }

    private static String withoutDirectory(String options) {
        return "osspresigned:?" + LOCAL + options;
    }

    private Processor readBody() {
        return exchange -> read.add(
                new String(exchange.getMessage().getBody(InputStream.class).readAllBytes(), StandardCharsets.UTF_8));
    }

    private Processor readBodies() {
        return exchange -> {
            for (Object body : exchange.getMessage().getBody(List.class)) {
                read.add(new String(((InputStream) body).readAllBytes(), StandardCharsets.UTF_8));
            }
        };
    }

    private Processor awaitPermission() {
        return exchange -> assertThat(mayRead.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitRead(String... texts) throws Exception {
        for (String text : texts) {
            assertThat(read.poll(60, TimeUnit.SECONDS)).isEqualTo(text);
        }
    }

    private void awaitDeletion() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(folders()).isEmpty());
    }

    // ---- body and headers

    @Test
    void bodyCanBeReadInEachNode() throws Exception {
        start(routes -> routes.from("direct:in")
                .to(withoutDirectory(""))
                .process(readBody())
                .to("file:" + directory.resolve("one"))
                .to("file:" + directory.resolve("two"))
                .process(readBody()));

        send("direct:in", stored("dir/a.txt", "content"), Map.of());

        awaitRead("content", "content");
        assertThat(directory.resolve("one/a.txt")).hasContent("content");
        assertThat(directory.resolve("two/a.txt")).hasContent("content");
        assertThat(folders()).isEmpty();
    }

    @Test
    void bodyCanBeReadAgainWithoutStreamCaching() throws Exception {
        start(routes -> routes.from("direct:in")
                .streamCache("false")
                .to(withoutDirectory(""))
                .to("file:" + directory.resolve("one"))
                .to("file:" + directory.resolve("two")));

        send("direct:in", stored("dir/a.txt", "content"), Map.of());

        assertThat(directory.resolve("one/a.txt")).hasContent("content");
        assertThat(directory.resolve("two/a.txt")).hasContent("content");
        assertThat(folders()).isEmpty();
    }

    @Test
    void headersDescribeTheObjectWithoutPath() throws Exception {
        start(inspecting(exchange -> {
            assertThat(folders()).hasSize(1);
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folders().get(0))))
                    .isEqualTo("rwx------");
            Map<String, Object> headers = exchange.getMessage().getHeaders();
            assertThat(headers)
                    .containsEntry("CamelFileName", "a.txt")
                    .containsEntry("CamelFileNameOnly", "a.txt")
                    .containsEntry("CamelFileLength", 7L)
                    .containsEntry("CamelOssPresignedVerified", "crc64")
                    .containsEntry("CamelOssPresignedAttempts", 1)
                    .containsEntry("CamelOssPresignedResumedBytes", 0L)
                    .containsKeys(
                            "CamelFileLastModified",
                            "Content-Type",
                            "CamelOssPresignedETag",
                            "CamelOssPresignedCrc64",
                            "CamelOssPresignedRequestId",
                            "CamelOssPresignedMetadata",
                            "CamelOssPresignedDuration",
                            "CamelPresignUrlMasked")
                    .doesNotContainKeys("CamelFilePath", "CamelFileLocalWorkPath");
            assertThat(exchange.getMessage().getBody())
                    .isInstanceOf(StreamCache.class)
                    .extracting(body -> ((StreamCache) body).length(), body -> ((StreamCache) body).inMemory())
                    .containsExactly(7L, false);
        }));

        send(
                "direct:in",
                stored("dir/a.txt", "content"),
                Map.of("CamelFilePath", "/of/the/source", "CamelFileLocalWorkPath", "/of/the/source"));

        assertThat(folders()).isEmpty();
    }

    @Test
    void bodyConvertsToTextBytesAndStream() throws Exception {
        start(inspecting(exchange -> {
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("content");
            ((StreamCache) exchange.getMessage().getBody()).reset();
            assertThat(exchange.getMessage().getBody(byte[].class)).asString().isEqualTo("content");
            ((StreamCache) exchange.getMessage().getBody()).reset();
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            ((StreamCache) exchange.getMessage().getBody()).writeTo(written);
            assertThat(written).hasToString("content");
            assertThat(exchange.getMessage().getBody(File.class)).isNull();
        }));

        send("direct:in", stored("a.txt", "content"), Map.of());
    }

    @Test
    void fileNameMayContainFoldersButStaysInside() throws Exception {
        start(routes -> routes.from("direct:in")
                .to(withoutDirectory("&fileName=RAW(${header.name})"))
                .process(readBody()));

        Exchange result = send("direct:in", stored("a.txt", "content"), Map.of("name", "sub/b.txt"));

        assertThat(result.getMessage().getHeader("CamelFileName")).isEqualTo("sub/b.txt");
        assertThat(result.getMessage().getHeader("CamelFileNameOnly")).isEqualTo("b.txt");
        assertThat(folders()).isEmpty();
        assertThatThrownBy(() -> send("direct:in", link("a.txt"), Map.of("name", "../b.txt")))
                .isInstanceOf(DownloadFailedException.class);
        assertThat(folders()).isEmpty();
    }

    // ---- deletion

    @Test
    void deletesFileThatIsNotRead() throws Exception {
        start(inspecting(exchange -> assertThat(folders()).hasSize(1)));

        send("direct:in", stored("a.txt", "content"), Map.of());

        assertThat(folders()).isEmpty();
    }

    @Test
    void readAfterTheExchangeFailsWithReason() throws Exception {
        start(inspecting(exchange -> {}));

        Exchange result = send("direct:in", stored("a.txt", "content"), Map.of());

        InputStream body = result.getMessage().getBody(InputStream.class);
        assertThatThrownBy(body::read)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("body: temporary file was deleted when its exchange was done");
        assertThatThrownBy(() -> ((StreamCache) body).copy(result)).isInstanceOf(IOException.class);
    }

    @Test
    void failedRouteLeavesNoFile() throws Exception {
        start(inspecting(exchange -> {
            throw new IllegalStateException("the route fails");
        }));

        assertThatThrownBy(() -> send("direct:in", stored("a.txt", "content"), Map.of()))
                .hasMessage("the route fails");

        assertThat(folders()).isEmpty();
    }

    @Test
    void failedDownloadLeavesNoFile() throws Exception {
        start(routes ->
                routes.from("direct:in").to(withoutDirectory("&maxAttempts=2&backoffInitial=1ms&maxFileSize=3000000")));
        server.putObject(BUCKET, "large", new byte[2_500_000]);
        server.putObject(BUCKET, "larger", new byte[3_500_000]);

        // The first attempt leaves enough for a part file, the second makes no progress.
        server.inject(new Fault.CutBodyAfter(1_200_000));
        server.inject(new Fault.CutBodyAfter(100_000));
        assertThatThrownBy(() -> send("direct:in", link("large"), Map.of())).isInstanceOf(TruncatedBodyException.class);
        server.clearFaults();
        server.inject(new Fault.FlippedByte(5), 2);
        assertThatThrownBy(() -> send("direct:in", link("large"), Map.of()))
                .isInstanceOf(ChecksumMismatchException.class);
        assertThatThrownBy(() -> send("direct:in", link("larger"), Map.of()))
                .isInstanceOf(SizeLimitExceededException.class);
        assertThatThrownBy(() -> send("direct:in", link("missing"), Map.of()))
                .isInstanceOf(ObjectNotFoundException.class);

        assertThat(folders()).isEmpty();
    }

    // ---- branches

    @ParameterizedTest
    @ValueSource(strings = {"parallel", "sequential", "recipients"})
    void branchesReadTheSameContent(String way) throws Exception {
        start(routes -> {
            var download = routes.from("direct:in").to(withoutDirectory(""));
            switch (way) {
                case "parallel" ->
                    download.multicast()
                            .parallelProcessing()
                            .to("direct:reader", "direct:reader")
                            .end()
                            .process(readBody());
                case "sequential" ->
                    download.multicast()
                            .to("direct:reader", "direct:reader")
                            .end()
                            .process(readBody());
                default ->
                    download.recipientList(routes.constant("direct:reader,direct:reader"))
                            .end()
                            .process(readBody());
            }
            routes.from("direct:reader").process(readBody());
        });

        send("direct:in", stored("a.txt", "content"), Map.of());

        awaitRead("content", "content", "content");
        assertThat(folders()).isEmpty();
    }

    @Test
    void downloadsOfSplitBranchesCanBeAggregated() throws Exception {
        start(routes -> routes.from("direct:in")
                .split(routes.body().tokenize("\n"), AggregationStrategies.groupedBody())
                .to(withoutDirectory(""))
                .end()
                .process(readBodies()));

        send("direct:in", stored("a.txt", "A") + "\n" + stored("b.txt", "B"), Map.of());

        awaitRead("A", "B");
        assertThat(folders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multicast", "recipientList"})
    void downloadsOfBranchesWithSharedUnitOfWorkCanBeAggregated(String way) throws Exception {
        start(routes -> {
            var in = routes.from("direct:in");
            if (way.equals("multicast")) {
                in.multicast(AggregationStrategies.groupedBody())
                        .to("direct:branch", "direct:branch")
                        .end()
                        .process(readBodies());
            } else {
                in.recipientList(routes.constant(
                                "direct:branch," + withoutDirectory("").replace(",", "%2C")))
                        .shareUnitOfWork()
                        .aggregationStrategy(AggregationStrategies.groupedBody())
                        .end()
                        .process(readBodies());
            }
            routes.from("direct:branch").to(withoutDirectory(""));
        });

        send("direct:in", stored("a.txt", "A"), Map.of());

        awaitRead("A", "A");
        assertThat(folders()).isEmpty();
    }

    @Test
    void recipientListWithoutSharedUnitOfWorkDeletesTheFileWithReason() throws Exception {
        start(routes -> routes.from("direct:in")
                .recipientList(routes.constant(withoutDirectory("")))
                .end()
                .process(readBody()));

        assertThatThrownBy(() -> send("direct:in", stored("a.txt", "A"), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("temporary file was deleted");

        assertThat(folders()).isEmpty();
    }

    @Test
    void aggregatedBodyIsGoneWithReason() throws Exception {
        start(routes -> routes.from("direct:in")
                .to(withoutDirectory(""))
                .aggregate(routes.constant(true), AggregationStrategies.groupedBody())
                .completionSize(1)
                .process(exchange -> {
                    awaitDeletion();
                    InputStream body = (InputStream)
                            exchange.getMessage().getBody(List.class).get(0);
                    assertThatThrownBy(body::read).hasMessageContaining("temporary file was deleted");
                    read.add("gone");
                }));

        send("direct:in", stored("a.txt", "content"), Map.of());

        awaitRead("gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"toD", "poll", "pollEnrich", "enrich", "routingSlip", "threads"})
    void downloadInTheMiddleOfARouteKeepsTheFileForTheRoute(String way) throws Exception {
        String uri = withoutDirectory("");
        start(routes -> {
            var in = routes.from("direct:in");
            ProcessorDefinition<?> downloaded = switch (way) {
                case "toD" -> in.toD(uri);
                case "poll" -> in.poll(uri);
                case "pollEnrich" -> in.pollEnrich(uri, 60_000);
                case "enrich" -> in.enrich(uri);
                case "routingSlip" -> in.routingSlip(routes.constant(uri)).end();
                default -> in.to(uri).threads(2);
            };
            downloaded.process(readBody()).process(readBody());
        });

        send("direct:in", stored("a.txt", way), Map.of());

        awaitRead(way, way);
        awaitDeletion();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void replyCanBeReadUntilTheSenderIsDone(int links) throws Exception {
        start(routes -> {
            routes.from("direct:in").to("direct:links").process(readBody());
            routes.from(withoutDirectory("&linkSource=direct:links"))
                    .process(exchange -> assertThat(folders()).hasSize(1));
        });

        Exchange reply = template.request(
                "direct:in",
                exchange -> exchange.getMessage()
                        .setBody((links == 1 ? "" : stored("a.txt", "A") + "\n") + stored("b.txt", "B")));

        assertThat(reply.getException()).isNull();
        awaitRead("B");
        assertThat(folders()).isEmpty();
    }

    @Test
    void replyIsDeletedAlthoughAQueueGetsTheLastLinkToo() throws Exception {
        start(routes -> {
            routes.from("direct:in").to("direct:links").process(readBody());
            routes.from(withoutDirectory("&linkSource=direct:links")).to(ExchangePattern.InOnly, "seda:queue");
            routes.from("seda:queue").process(awaitPermission()).process(readBody());
        });
        String links = stored("a.txt", "A") + "\n" + stored("b.txt", "B");

        Exchange reply =
                template.request("direct:in", exchange -> exchange.getMessage().setBody(links));

        assertThat(reply.getException()).isNull();
        awaitRead("B");
        mayRead.countDown();
        awaitRead("A", "B");
        awaitDeletion();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wireTap", "seda", "multicast"})
    void furtherConsumerCanReadTheBodyLater(String way) throws Exception {
        start(routes -> {
            var download = routes.from("direct:in").to(withoutDirectory(""));
            switch (way) {
                case "wireTap" -> download.wireTap("direct:tap").process(readBody());
                case "seda" -> download.to("seda:queue").process(readBody());
                default ->
                    download.multicast().to("seda:queue", "direct:reader").end();
            }
            routes.from("direct:reader").process(readBody());
            routes.from("direct:tap").process(awaitPermission()).process(readBody());
            routes.from("seda:queue").process(awaitPermission()).process(readBody());
        });

        send("direct:in", stored("a.txt", "content"), Map.of());

        awaitRead("content");
        assertThat(folders()).hasSize(1);
        mayRead.countDown();
        awaitRead("content");
        awaitDeletion();
    }

    @Test
    void fasterSedaConsumerKeepsTheFileForTheRoute() throws Exception {
        start(routes -> {
            routes.from("direct:in")
                    .to(withoutDirectory(""))
                    .to("seda:queue")
                    .process(awaitPermission())
                    .process(readBody());
            routes.from("seda:queue")
                    .onCompletion()
                    .process(exchange -> mayRead.countDown())
                    .end()
                    .process(readBody());
        });

        send("direct:in", stored("a.txt", "content"), Map.of());

        awaitRead("content", "content");
        awaitDeletion();
    }

    @Test
    void onCompletionCanReadTheBody() throws Exception {
        start(routes -> routes.from("direct:in")
                .onCompletion()
                .process(readBody())
                .end()
                .to(withoutDirectory(""))
                .to("mock:out"));

        send("direct:in", stored("a.txt", "content"), Map.of());

        awaitRead("content");
        awaitDeletion();
    }

    // ---- consumer

    @Test
    void consumerDeletesFileAfterEachLink() throws Exception {
        start(routes -> routes.from(withoutDirectory("&linkSource=seda:links"))
                .process(exchange -> assertThat(folders()).hasSize(1))
                .process(readBody()));

        template.sendBody(
                "seda:links", stored("a.txt", "A") + "\n" + link("missing") + "\n" + stored("b.txt", "B") + "\n");
        template.sendBody("seda:links", stored("c.txt", "C"));

        awaitRead("A", "B", "C");
        awaitDeletion();
    }

    @Test
    void downloadThatSucceedsAtTheEndOfTheTimeoutIsDeliveredAndDeleted() throws Exception {
        context.getRegistry().bind("late", new TransferListener() {
            @Override
            public void finished(TransferEnd end) {
                long ended = System.nanoTime();
                await().until(() ->
                        System.nanoTime() - ended > Duration.ofMillis(700).toNanos());
                read.add(end.outcome().toString());
            }
        });
        start(routes -> routes.from("direct:in")
                .pollEnrich(withoutDirectory("&transferListener=#bean:late"), 500)
                .convertBodyTo(String.class));

        assertThat(send("direct:in", stored("a.txt", "A"), Map.of())
                        .getMessage()
                        .getBody())
                .isEqualTo("A");

        awaitRead(Outcome.DOWNLOADED.toString());
        awaitDeletion();
    }

    @Test
    void refusesBlankDirectory() {
        assertThatThrownBy(
                        () -> context.getEndpoint("osspresigned:%20?" + LOCAL).start())
                .hasStackTraceContaining(
                        "directory: must be a path, or empty for temporary files, as in osspresigned:?streaming=false, was ' '");
    }

    private static LambdaRouteBuilder inspecting(Processor inspection) {
        return routes -> routes.from("direct:in").to(withoutDirectory("")).process(inspection);
    }
}
