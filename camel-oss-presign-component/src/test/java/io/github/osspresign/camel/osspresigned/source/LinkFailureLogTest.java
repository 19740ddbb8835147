// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.camel.osspresigned.monitor.TransferListenerRouteTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failed link of a source is logged at WARN once for each message and type of failure, however often it is delivered. */
class LinkFailureLogTest extends OssPresignedTestSupport {

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    LinkFailureLogTest() {
        withoutRouteBuilder();
    }

    @BeforeEach
    void recordLog() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreLog() {
        System.setErr(before);
    }

    private Path links() {
        return directory.resolve("links");
    }

    private String consumer(String options) {
        return osspresigned("&maxAttempts=1&linkSource=RAW(file:" + links() + "?delay=20&initialDelay=0)" + options);
    }

    private void start(String uri) throws Exception {
        addRoutes(routes -> routes.from(uri).to("mock:out"));
        context.start();
    }

    private Path drop(String name, String content) throws IOException {
        Files.createDirectories(links());
        Path staged = Files.writeString(directory.resolve(name), content);
        return Files.move(staged, links().resolve(name));
    }

    private void awaitFurtherRequests(int number) {
        int already = server.requests().size();
        await().atMost(Duration.ofSeconds(60)).until(() -> server.requests().size() >= already + number);
    }

    private List<String> lines(String part) {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(part))
                .toList();
    }

    private List<String> warnings() {
        return lines("WARN " + LinkFailureLog.class.getName());
    }

    @Test
    void failedLinkOfFileIsLoggedOnceWithCauseAndMaskedLink() throws Exception {
        start(consumer(""));
        Path file = drop("one.txt", link("missing"));
        awaitFurtherRequests(4);

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains(
                        "Link of message '" + file
                                + "' failed: ObjectNotFoundException: object does not exist (HTTP 404, code NoSuchKey, EC 0026-00000001, http://")
                .contains("/demo/missing?")
                .doesNotContain(TransferListenerRouteTest.signature(link("missing")));
        assertThat(lines("Rollback file strategy")).hasSizeGreaterThan(2);

        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        awaitFurtherRequests(4);
        assertThat(warnings()).as("a changed file is another message").hasSize(2);
    }

    @Test
    void eachTypeOfFailureIsLoggedOnceForEachMessage() throws Exception {
        start(consumer(""));
        drop("list.txt", link("missing-1") + "\nhtp:/secret\n" + link("missing-2") + "\n" + stored("a", "A"));
        awaitFurtherRequests(9);
        drop("one.txt", link("missing-3"));
        await().atMost(Duration.ofSeconds(60)).until(() -> warnings().size() == 3);

        assertThat(warnings())
                .satisfiesExactly(
                        line -> assertThat(line).contains("list.txt", "ObjectNotFoundException", "missing-1"),
                        line -> assertThat(line)
                                .contains("list.txt", "IllegalArgumentException: line 2: must be an http or https URL"),
                        line -> assertThat(line).contains("one.txt", "ObjectNotFoundException", "missing-3"));
        assertThat(lines(" links: "))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .contains("4 links: 1 downloaded, 0 duplicates, 3 failed")
                        .contains(
                                ", first failure: object does not exist (HTTP 404, code NoSuchKey, EC 0026-00000001, http://")
                        .contains("/demo/missing-1?"));
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("htp:/secret");
    }

    @Test
    void failureOutsideOfTransferIsLoggedWithMaskedLink() throws Exception {
        start(consumer("&idempotent=true&idempotentKey=RAW(${header.none})"));
        drop("one.txt", stored("a", "A"));
        await().atMost(Duration.ofSeconds(60)).until(() -> !warnings().isEmpty());

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("IllegalArgumentException: idempotentKey: ", "/demo/a?")
                .doesNotContain(TransferListenerRouteTest.signature(link("a")));
    }

    @Test
    void messageWithoutLinkIsLoggedOnce() throws Exception {
        start(consumer(""));
        drop("empty.txt", "# only a comment\n");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> lines("Rollback file strategy").size() >= 4);

        assertThat(warnings()).singleElement().asString().contains("empty.txt", "link: must be in the header");
    }

    @Test
    void failureThatReachesAnErrorHandlerIsNotLoggedHere() throws Exception {
        addRoutes(routes -> {
            routes.onException(Exception.class).handled(true).to("mock:failed");
            routes.from(consumer("&bridgeErrorHandler=true")).to("mock:out");
        });
        context.start();
        getMockEndpoint("mock:failed").expectedMessageCount(1);
        drop("one.txt", link("missing"));

        getMockEndpoint("mock:failed").assertIsSatisfied();
        assertThat(warnings()).isEmpty();
    }

    /** The headers of Kafka have other names in Camel 4.18 than in 4.22. */
    @ParameterizedTest
    @CsvSource({"kafka.TOPIC, kafka.PARTITION, kafka.OFFSET", "CamelKafkaTopic, CamelKafkaPartition, CamelKafkaOffset"})
    void recordOfKafkaIsRecognised(String topic, String partition, String offset) {
        LinkFailureLog failures = new LinkFailureLog();
        for (int delivery = 0; delivery < 3; delivery++) {
            for (long record = 1; record <= 2; record++) {
                Exchange exchange = new DefaultExchange(context);
                exchange.getMessage().setHeader(topic, "links");
                exchange.getMessage().setHeader(partition, 0);
                exchange.getMessage().setHeader(offset, record);
                failures.add(exchange, null, new IllegalStateException("failed"));
            }
        }

        assertThat(warnings()).hasSize(2);
    }

    /** A folder delivers all of its files before it delivers the first one again. */
    @Test
    void eachOfManyFailedFilesIsLoggedOnce() {
        LinkFailureLog failures = new LinkFailureLog();
        for (int poll = 0; poll < 3; poll++) {
            for (int file = 0; file < 2_000; file++) {
                add(failures, "CamelFileAbsolutePath", "/links/" + file);
            }
        }

        assertThat(warnings()).hasSize(2_000);
    }

    @Test
    void longIdentitiesOfMessagesAreNotKept() {
        LinkFailureLog failures = new LinkFailureLog();
        long before = usedMemory();
        for (int mail = 0; mail < 1_000; mail++) {
            add(failures, "Message-ID", "<" + mail + "x".repeat(100_000) + "@example.com>");
        }

        assertThat(usedMemory() - before).isLessThan(50_000_000);
        assertThat(warnings()).hasSize(1_000);
        add(failures, "Message-ID", "<0" + "x".repeat(100_000) + "@example.com>");
        assertThat(warnings()).hasSize(1_000);
    }

    private void add(LinkFailureLog failures, String header, String identity) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(header, identity);
        failures.add(exchange, null, new IllegalStateException("failed"));
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
