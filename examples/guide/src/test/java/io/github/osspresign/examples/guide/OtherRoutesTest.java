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
import io.github.osspresign.test.Http;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void uploadIsEncryptedAndHasMetadataOnlyWithTheHeadersOfItsLink() throws Exception {
        server.property("kms.key", "9468da86-3509-4f8d-a61e-6eab1eac6f3b").start(new LinkRoutes.Encrypted());
        Map<String, Object> link = server.send("direct:invite", "", Map.of("CamelFileName", "a.pdf"));
        HttpRequest.Builder upload =
                Http.request((String) link.get("CamelPresignUrl")).PUT(HttpRequest.BodyPublishers.ofString("content"));

        assertThat(Http.send(upload).statusCode()).isEqualTo(403);
        ((Map<?, ?>) link.get("CamelPresignRequiredHeaders"))
                .forEach((name, value) -> upload.header((String) name, (String) value));
        assertThat(Http.send(upload).statusCode()).isEqualTo(200);
        HttpResponse<String> stored = Http.get(server.link("a.pdf"));
        assertThat(stored.body()).isEqualTo("content");
        assertThat(stored.headers().firstValue("x-oss-server-side-encryption")).hasValue("KMS");
        assertThat(stored.headers().firstValue("x-oss-server-side-encryption-key-id"))
                .hasValue("9468da86-3509-4f8d-a61e-6eab1eac6f3b");
        assertThat(stored.headers().firstValue("x-oss-meta-source")).hasValue("shop");
    }

    @Test
    void aLinkThatUploadsNamesItsHeadersAndTakesNothingElse() throws Exception {
        server.start(new LinkRoutes.Put());
        Map<String, Object> link = server.send("direct:invite", "", Map.of("CamelFileName", "a.pdf"));
        assertThat(link)
                .containsEntry("CamelPresignBrowserUsable", false)
                .containsEntry(
                        "CamelPresignRequiredHeaders",
                        Map.of("Content-Type", "application/pdf", "Content-Length", "1048576"));

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

        server.context().addRoutes(new MailRoutes.Receive());
        server.awaitProcessed(1);
        assertThat(DocsServer.read("inbox", "报告.txt")).isEqualTo("content");
        await().atMost(DocsServer.LONG).until(() -> mailbox.getReceivedMessages().length == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "mail.yaml"})
    void mailInChineseHasItsHeadingAndNote(String route) throws Exception {
        var mailbox = server.withMailbox();
        server.stored("报告.txt", "content");
        DocsServer.write("reports", "报告.txt", "content");
        server.start(route, new MailRoutes.SendInChinese());

        assertThat(mailbox.waitForIncomingEmail(DocsServer.LONG.toMillis(), 1)).isTrue();
        MimeMessage sent = mailbox.getReceivedMessages()[0];
        assertThat(sent.getSubject()).isEqualTo("报告.txt 已准备好");
        assertThat(DocsServer.plainText(sent))
                .startsWith("报告.txt 已准备好\r\n\r\n您好，\r\n这是本月的报告。\r\n")
                .contains("(UTC+08:00)");
    }

    @Test
    void mailWhoseLinksCannotWorkIsReadOnce() throws Exception {
        var mailbox = server.withMailbox();
        server.stored("here.txt", "content");
        String good = server.link("here.txt");
        List<String> bad = List.of(
                server.link("missing.txt"),
                server.expiredLink(DocsServer.BUCKET, "here.txt"),
                good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0"),
                good.replaceFirst("http://[^/]*", "https://my-bucket.example.com"));
        GreenMailUtil.sendTextEmail(
                "bob@example.com",
                "alice@example.com",
                "Files",
                "<" + String.join(">\n\n<", bad) + ">\n\n<" + good + ">\n",
                mailbox.getSmtp().getServerSetup());
        server.start(new MailRoutes.Receive());

        await().atMost(DocsServer.LONG).until(() -> mailbox.getReceivedMessages().length == 0);
        server.awaitProcessed(1);
        assertThat(server.logged)
                .hasSize(1 + bad.size())
                .containsOnlyOnce("Files: here.txt is here")
                .allSatisfy(line -> assertThat(line).startsWith("Files: ").doesNotContain(bad));
    }

    @Test
    void eachKindOfFailureHasAPlace() throws Exception {
        server.property("camel.component.osspresigned.max-attempts", "1");
        server.withQueues().start(new TroubleRoutes.Sorted());
        server.oss.inject(new Fault.WrongCrc64(), request -> request.target().contains("changed.txt"));
        server.enqueue("links", server.expiredLink(DocsServer.BUCKET, "a.txt"), Map.of());
        server.enqueue("links", server.link("missing.txt"), Map.of());
        server.enqueue("links", "https://example.com/a?x-oss-signature=1", Map.of());
        server.enqueue("links", server.stored("changed.txt", "content"), Map.of());

        assertThat(server.dequeue("links.expired")).contains("a.txt");
        assertThat(server.dequeue("links.missing")).contains("missing.txt");
        assertThat(server.dequeue("links.refused")).contains("example.com");
        assertThat(server.dequeue("links.corrupt")).contains("changed.txt");
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
        String url = server.link("a.txt");

        assertThat(Explain.explain(url, server.oss.accessKeySecret()).findings())
                .extracting(finding -> finding.code())
                .contains(FindingCode.SIGNED_FOR_OTHER_METHOD);
    }
}
