// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.explain.FindingCode;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.text.LinkExtractor;
import io.github.osspresign.oss.SignatureFingerprint;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of the other pages do what they say. */
@Timeout(120)
class OtherRoutesTest {

    @AutoClose
    private final DocsServer server = new DocsServer();

    @Test
    void aLinkThatUploadsNamesItsHeaders() throws Exception {
        server.start(new LinkRoutes.Put());

        assertThat(server.send("direct:invite", "", Map.of("CamelFileName", "a.pdf")))
                .containsEntry("CamelPresignBrowserUsable", false)
                .containsEntry(
                        "CamelPresignRequiredHeaders",
                        Map.of("Content-Type", "application/pdf", "Content-Length", "1048576"));
    }

    @Test
    void uploadIsEncryptedAndHasMetadataOnlyWithTheHeadersOfItsLink() throws Exception {
        server.property("kms.key", "9468da86-3509-4f8d-a61e-6eab1eac6f3b").start(new LinkRoutes.Encrypted());
        Map<String, Object> link = server.send("direct:invite", "", Map.of("CamelFileName", "a.pdf"));
        HttpRequest.Builder upload = HttpRequest.newBuilder(URI.create((String) link.get("CamelPresignUrl")))
                .PUT(HttpRequest.BodyPublishers.ofString("content"));
        HttpClient client = HttpClient.newHttpClient();

        assertThat(client.send(upload.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
        ((Map<?, ?>) link.get("CamelPresignRequiredHeaders"))
                .forEach((name, value) -> upload.header((String) name, (String) value));
        assertThat(client.send(upload.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
        String download = server.url("a.pdf", Duration.ofHours(1), Instant.now());
        HttpResponse<String> stored =
                client.send(HttpRequest.newBuilder(URI.create(download)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(stored.body()).isEqualTo("content");
        assertThat(stored.headers().firstValue("x-oss-server-side-encryption")).hasValue("KMS");
        assertThat(stored.headers().firstValue("x-oss-server-side-encryption-key-id"))
                .hasValue("9468da86-3509-4f8d-a61e-6eab1eac6f3b");
        assertThat(stored.headers().firstValue("x-oss-meta-source")).hasValue("shop");
    }

    @Test
    void aLinkThatUploadsTakesNothingButWhatItWasSignedFor() throws Exception {
        server.start(new LinkRoutes.Put());
        Map<String, Object> link = server.send("direct:invite", "", Map.of("CamelFileName", "a.pdf"));

        server.send("osspresigned:?operation=upload", "x".repeat(1048577), link);
        assertThat(server.oss.requests()).noneMatch(request -> request.status() == 200);
        server.send("osspresigned:?operation=upload", "x".repeat(1048576), link);
        assertThat(server.oss.objectBytes(DocsServer.BUCKET, "a.pdf")).hasSize(1048576);
    }

    /** Why the pages write such names into the URI. */
    @Test
    void aNameBelowTheParametersOfAYamlRouteLosesItsHyphen() throws Exception {
        server.start();
        PluginHelper.getRoutesLoader(server.context()).loadRoutes(ResourceHelper.fromString("route.yaml", """
                - route:
                    from:
                      uri: direct:hyphen
                      steps:
                        - to:
                            uri: presign:my-bucket
                            parameters:
                              method: PUT
                              header.Content-Type: text/csv
                """));

        assertThat(server.send("direct:hyphen", "", Map.of("CamelFileName", "a.csv")))
                .containsEntry("CamelPresignRequiredHeaders", Map.of("ContentType", "text/csv"));
    }

    @Test
    void aLinkForOneNetworkIsOfV1() throws Exception {
        server.start(new LinkRoutes.OneNetwork());

        assertThat((String) server.send("direct:share", "", Map.of("CamelFileName", "a.pdf"))
                        .get("CamelPresignUrl"))
                .contains("x-oss-ac-source-ip=192.0.2.0", "x-oss-ac-subnet-mask=24", "Signature=");
    }

    @Test
    void aFileGoesOutAsALinkAndComesBackAsAFile() throws Exception {
        var mailbox = server.withMailbox();
        server.stored("报告.txt", "content");
        DocsServer.write("outbox", "报告.txt", "content");
        server.start(new MailRoutes.Send());
        assertThat(mailbox.waitForIncomingEmail(DocsServer.LONG.toMillis(), 1)).isTrue();
        MimeMessage sent = mailbox.getReceivedMessages()[0];
        assertThat(sent.getSubject()).isEqualTo("A file for you");
        String text = DocsServer.plainText(sent);
        assertThat(text).contains("报告.txt\r\n7 bytes\r\n<http");
        assertThat(LinkExtractor.fromText(text))
                .singleElement()
                .extracting(PresignedLink::key)
                .isEqualTo("报告.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "mail.yaml"})
    void mailInChineseHasItsHeadingAndNote(String route) throws Exception {
        var mailbox = server.withMailbox();
        server.stored("报告.txt", "content");
        DocsServer.write("reports", "报告.txt", "content");
        if (route.equals("java")) {
            server.start(new MailRoutes.SendInChinese());
        } else {
            server.startFile(route);
        }

        assertThat(mailbox.waitForIncomingEmail(DocsServer.LONG.toMillis(), 1)).isTrue();
        MimeMessage sent = mailbox.getReceivedMessages()[0];
        assertThat(sent.getSubject()).isEqualTo("报告.txt 已准备好");
        assertThat(DocsServer.plainText(sent))
                .startsWith("报告.txt 已准备好\r\n\r\n您好，\r\n这是本月的报告。\r\n")
                .contains("(UTC+08:00)");
    }

    @Test
    void theMailboxIsTakenBack() throws Exception {
        var mailbox = server.withMailbox();
        server.stored("报告.txt", "content");
        DocsServer.write("outbox", "报告.txt", "content");
        server.start(new MailRoutes.Send(), new MailRoutes.Receive());
        server.end("process").expectedMessageCount(1);

        server.end("process").assertIsSatisfied();
        assertThat(DocsServer.read("inbox", "报告.txt")).isEqualTo("content");
        await().atMost(DocsServer.LONG).until(() -> mailbox.getReceivedMessages().length == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "expired", "forged", "elsewhere"})
    void mailWhoseLinkCannotWorkIsReadOnce(String defect) throws Exception {
        var mailbox = server.withMailbox();
        server.stored("here.txt", "content");
        String good = server.url("here.txt", Duration.ofHours(1), Instant.now());
        String bad = switch (defect) {
            case "missing" -> server.url("missing.txt", Duration.ofHours(1), Instant.now());
            case "expired" ->
                server.url("here.txt", Duration.ofMinutes(1), Instant.now().minusSeconds(600));
            case "forged" -> good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0");
            default ->
                "https://my-bucket.example.com" + URI.create(good).getRawPath() + "?"
                        + URI.create(good).getRawQuery();
        };
        GreenMailUtil.sendTextEmail(
                "bob@example.com",
                "alice@example.com",
                "Two files",
                "<" + bad + ">\n\n<" + good + ">\n",
                mailbox.getSmtp().getServerSetup());
        server.start(new MailRoutes.Receive());
        server.end("process").expectedMessageCount(1);

        await().atMost(DocsServer.LONG).until(() -> mailbox.getReceivedMessages().length == 0);
        server.end("process").assertIsSatisfied();
        assertThat(server.logged)
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Two files: ")
                        .doesNotContain(bad)
                        .isNotEqualTo("Two files: here.txt is here"));
    }

    @Test
    void eachKindOfFailureHasAPlace() throws Exception {
        server.withQueues().start(new TroubleRoutes.Sorted());
        server.enqueue(
                "links",
                server.url("a.txt", Duration.ofMinutes(1), Instant.now().minusSeconds(600)),
                Map.of());
        server.enqueue("links", server.url("missing.txt", Duration.ofMinutes(1), Instant.now()), Map.of());
        server.enqueue("links", "https://example.com/a?x-oss-signature=1", Map.of());

        assertThat(server.dequeue("links.expired")).contains("a.txt");
        assertThat(server.dequeue("links.missing")).contains("missing.txt");
        assertThat(server.dequeue("links.refused")).contains("example.com");
    }

    @Test
    void wrongBytesHaveAPlace() throws Exception {
        server.property("camel.component.osspresigned.max-attempts", "1");
        server.withQueues().start(new TroubleRoutes.Sorted());
        server.oss.inject(new Fault.WrongCrc64());
        server.enqueue("links", server.stored("a.txt", "content"), Map.of());

        assertThat(server.dequeue("links.corrupt")).contains("a.txt");
    }

    @Test
    void theRegisterHasEachLink(@TempDir Path folder) throws Exception {
        server.camel.bind("register", new LinkRegister(folder));
        server.property("camel.component.presign.audit-listener", "#bean:register")
                .start();
        Map<String, Object> link = server.send("presign:my-bucket", "", Map.of("CamelPresignObjectKey", "a.txt"));

        String url = (String) link.get("CamelPresignUrl");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file))
                            .startsWith(SignatureFingerprint.ofUrl(url) + " ")
                            .contains("/a.txt?"));
        }
    }

    @Test
    void theExplainerIsAsked() {
        String url = server.url("a.txt", Duration.ofMinutes(1), Instant.now());

        assertThat(Explain.explain(url, server.oss.accessKeySecret()).findings())
                .extracting(finding -> finding.code())
                .contains(FindingCode.SIGNED_FOR_OTHER_METHOD);
    }
}
