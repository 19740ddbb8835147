// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.text.LinkExtractor;
import io.github.osspresign.test.Http;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of README.md do what it says. */
@Timeout(120)
class ReadMeRoutesTest {

    @AutoClose
    private final DocsServer server = new DocsServer();

    static Stream<RouteBuilder> shares() {
        return Stream.of(new ReadMeRoutes.Share(), new ShareByMail());
    }

    @ParameterizedTest
    @MethodSource("shares")
    void aFileIsStoredAndItsLinkIsMailed(RouteBuilder routes) throws Exception {
        var mailbox = server.withMailbox();
        DocsServer.write("outbox", "报告.txt", "content");
        server.start(routes);

        assertThat(mailbox.waitForIncomingEmail(DocsServer.LONG.toMillis(), 1)).isTrue();
        assertThat(server.oss.objectBytes(DocsServer.BUCKET, "报告.txt"))
                .asString(UTF_8)
                .isEqualTo("content");
        MimeMessage mail = mailbox.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("A file for you");
        String text = DocsServer.plainText(mail);
        assertThat(text).contains("报告.txt\r\n7 bytes\r\n<http", "The link works until ");
        PresignedLink link = LinkExtractor.fromText(text).get(0);
        HttpResponse<String> opened = Http.get(link.url());
        assertThat(opened.body()).isEqualTo("content");
        assertThat(opened.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(name -> assertThat(name).contains("%E6%8A%A5%E5%91%8A.txt"));
    }

    @Test
    void aFileIsHandedOverByAQueue() throws Exception {
        DocsServer.write("orders", "报告.txt", "content");
        server.withQueues().start(new ReadMeRoutes.Send(), new ReadMeRoutes.Receive());

        await().atMost(DocsServer.LONG).until(() -> !server.logged.isEmpty());
        assertThat(server.logged).containsExactly("报告.txt is downloaded and verified");
        assertThat(DocsServer.read("inbox", "报告.txt")).isEqualTo("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET,PUT"})
    void aFileIsStoredAndALinkForReadingItIsMade(String allowedMethods) throws Exception {
        if (!allowedMethods.isEmpty()) {
            server.property("camel.component.presign.allowed-methods", allowedMethods);
        }
        DocsServer.write("reports", "a.csv", "content");
        server.start(new ReadMeRoutes.Store());

        await().atMost(DocsServer.LONG).until(() -> !server.logged.isEmpty());
        assertThat(server.logged.get(0)).contains("/my-bucket/a.csv?", " works until 20");
        assertThat(server.oss.objectBytes(DocsServer.BUCKET, "a.csv"))
                .asString(UTF_8)
                .isEqualTo("content");
    }

    @Test
    void theObjectOfALinkInAFileIsDownloaded() throws Exception {
        server.oss.putObject(DocsServer.BUCKET, "reports/报告.csv", "content".getBytes(UTF_8));
        DocsServer.write("links", "monday.txt", server.link("reports/报告.csv") + "\n");
        server.start(new ReadMeRoutes.Download());

        await().atMost(DocsServer.LONG).until(() -> !server.logged.isEmpty());
        assertThat(server.logged.get(0)).isEqualTo("报告.csv downloaded, verified by crc64");
        assertThat(DocsServer.read("inbox", "报告.csv")).isEqualTo("content");
    }

    /** Sends a mail with a link to each object. */
    private void mail(GreenMail mailbox, String... keys) {
        String text = Stream.of(keys)
                .map(key -> "Take it: <" + server.link(key) + ">\n")
                .collect(Collectors.joining());
        GreenMailUtil.sendTextEmail(
                "bob@example.com",
                "alice@example.com",
                "a file",
                text,
                mailbox.getSmtp().getServerSetup());
    }

    @Test
    void objectsOfOneNameInTwoMailsBecomeTwoFiles() throws Exception {
        var mailbox = server.withMailbox();
        server.stored("january/a report.txt", "1");
        server.stored("february/a report.txt", "2");
        mail(mailbox, "january/a report.txt");
        mail(mailbox, "february/a report.txt");
        server.start(new ReadMeRoutes.Mailbox());

        await().atMost(DocsServer.LONG).until(() -> server.logged.size() == 2);
        assertThat(List.of(DocsServer.read("inbox", "a report.txt"), DocsServer.read("inbox", "a report-1.txt")))
                .containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void mailThatIsReadAgainDoesNotRepeatItsFiles() throws Exception {
        var mailbox = server.withMailbox();
        server.stored("here.txt", "1");
        mail(mailbox, "here.txt", "late.txt");
        server.start(new ReadMeRoutes.Mailbox());
        await().atMost(DocsServer.LONG)
                .until(() -> server.oss.requests().stream()
                                .filter(request -> request.status() == 404)
                                .count()
                        >= 3);
        server.stored("late.txt", "2");

        await().atMost(DocsServer.LONG).until(() -> mailbox.getReceivedMessages().length == 0);
        assertThat(server.logged)
                .containsExactly("here.txt is downloaded and verified", "late.txt is downloaded and verified");
        assertThat(Path.of("inbox", "here-1.txt")).doesNotExist();
    }
}
