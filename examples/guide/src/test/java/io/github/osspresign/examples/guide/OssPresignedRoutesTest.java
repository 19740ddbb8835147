// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.osspresign.link.LinkJson;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the routes of the osspresigned pages. */
@Timeout(120)
class OssPresignedRoutesTest {

    @AutoClose
    private final DocsServer server = new DocsServer();

    static Stream<Arguments> queueRoutes() {
        return Stream.of(
                arguments("java", new OssPresignedRoutes.Download()),
                arguments("java", new OssPresignedRoutes.PollEnrich()),
                arguments("java", new OssPresignedRoutes.Source()),
                arguments("receive.xml", new OssPresignedRoutes.Source()),
                arguments("receive.yaml", new OssPresignedRoutes.Source()));
    }

    @ParameterizedTest
    @MethodSource("queueRoutes")
    void theLinkInTheMessageIsDownloadedInAnyLanguage(String file, RouteBuilder inJava) throws Exception {
        server.withQueues().start(file, inJava);
        server.enqueue("links", server.stored("a.txt", "content"), Map.of());

        server.awaitProcessed(1);
        assertThat(DocsServer.read("inbox", "a.txt")).isEqualTo("content");
    }

    @Test
    void aBeanIsAskedForLinks() throws Exception {
        List<String> links = List.of(server.stored("a.txt", "1"), server.stored("b.txt", "2"));
        server.camel.bind("newReports", (Supplier<List<String>>) () -> links);
        server.start(new OssPresignedRoutes.BeanLinks());

        server.awaitProcessed(2);
    }

    @Test
    void oneFixedLinkIsAskedFor() throws Exception {
        server.property(
                "report.token", LinkJson.read(server.stored("a.txt", "1")).url());
        server.start(new OssPresignedRoutes.FixedLink());

        server.awaitProcessed(1);
    }

    @Test
    void aLinkThatHasEndedIsReplaced() throws Exception {
        server.oss.putObject("reports", "a.txt", "content".getBytes(UTF_8));
        server.withQueues().start(new OssPresignedRoutes.Refresh());
        String ended = server.expiredLink("reports", "a.txt");
        server.enqueue("links", ended, Map.of());

        await().atMost(DocsServer.LONG)
                .ignoreException(NoSuchFileException.class)
                .untilAsserted(
                        () -> assertThat(DocsServer.read("inbox", "a.txt")).isEqualTo("content"));
    }

    @Test
    void anExpiredLinkIsRenewedOverAQueue() throws Exception {
        server.oss.putObject(DocsServer.BUCKET, "a.txt", "content".getBytes(UTF_8));
        server.withQueues().start(new PresignRoutes.Renew(), new OssPresignedRoutes.RefreshOverQueue());
        server.enqueue("links", server.expiredLink(DocsServer.BUCKET, "a.txt"), Map.of());

        server.awaitProcessed(1);
        assertThat(DocsServer.read("inbox", "a.txt")).isEqualTo("content");
    }

    @Test
    void eachOrderComesOnce() throws Exception {
        server.camel.bind("seen", MemoryIdempotentRepository.memoryIdempotentRepository(100));
        server.withQueues().start(new OssPresignedRoutes.Once());
        String link = server.stored("a.txt", "content");
        server.enqueue("links", link, Map.of("orderId", "1"));
        server.enqueue("links", link, Map.of("orderId", "1"));
        server.enqueue("links", link, Map.of("orderId", "2"));

        server.awaitProcessed(2);
        assertThat(server.end("process").getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader("orderId"))
                .containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void messagesChooseFolderAndName() throws Exception {
        server.withQueues().start(new OssPresignedRoutes.Folders());
        server.enqueue("links", server.stored("a.txt", "content"), Map.of("customer", "acme", "orderId", "7"));

        server.awaitProcessed(1);
        assertThat(DocsServer.read("inbox", "acme", "7.csv")).isEqualTo("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "upload.yaml"})
    void aFileIsUploadedInAnyLanguage(String route) throws Exception {
        DocsServer.write("reports", "a.csv", "1;2");
        server.start(route, new OssPresignedRoutes.Upload());

        await().atMost(DocsServer.LONG)
                .untilAsserted(() -> assertThat(server.oss.requests()).anySatisfy(request -> {
                    assertThat(request.status()).isEqualTo(200);
                    assertThat(request.headers()).containsEntry("Content-Type", List.of("text/csv"));
                }));
        assertThat(server.oss.objectBytes("reports", "a.csv")).asString().isEqualTo("1;2");
    }

    @Test
    void aLinkThatHasEndedGoesWhereItIsRenewed() throws Exception {
        server.start(new OssPresignedRoutes.Failures());
        server.end("renew").expectedMessageCount(1);
        server.send("direct:in", server.expiredLink(DocsServer.BUCKET, "a.txt"), Map.of());

        server.end("renew").assertIsSatisfied();
    }

    @Test
    void objectIsDeletedThroughItsLinkAfterTheWholeRoute() throws Exception {
        String processed = "报告 a+b.csv";
        String failed = "failed.csv";
        server.withQueues().start(new OssPresignedRoutes.SendWithDeletion(), new OssPresignedRoutes.Deletion());
        server.end("process").expectedMessageCount(2);
        server.end("process").whenAnyExchangeReceived(exchange -> {
            String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
            assertThat(server.isStored(name)).isTrue();
            if (name.equals(failed)) {
                throw new IllegalStateException("not processed");
            }
        });
        DocsServer.write("orders", failed, "content");
        await().atMost(DocsServer.LONG).until(() -> server.end("process").getReceivedCounter() == 1);
        DocsServer.write("orders", processed, "content");

        await().atMost(DocsServer.LONG)
                .until(() -> server.logged.contains("deletion of " + processed + ": status 204"));
        server.end("process").assertIsSatisfied();
        assertThat(server.isStored(processed)).isFalse();
        assertThat(server.isStored(failed)).isTrue();
    }

    @Test
    void downloadIsHandedToAnSftpServer(@TempDir Path root) throws Exception {
        try (SftpServer sftp = SftpServer.start(root, Path.of("sftp"))) {
            server.property("sftp.server", "127.0.0.1:" + sftp.port()).property("sftp.user", SftpServer.USER);
            server.withQueues().start(new OssPresignedRoutes.ToSftp());
            server.enqueue("links", server.stored("报告.csv", "content"), Map.of());

            await().atMost(DocsServer.LONG).until(() -> Files.exists(root.resolve("incoming/报告.csv")));
            assertThat(root.resolve("incoming/报告.csv")).hasContent("content");
        }
    }
}
