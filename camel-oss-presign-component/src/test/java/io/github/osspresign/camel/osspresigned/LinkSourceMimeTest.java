// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Links are found in each text part of mails as real mail software writes them. */
@Execution(ExecutionMode.CONCURRENT)
class LinkSourceMimeTest extends MailboxTestSupport {

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder();
    private static final String ATTACHMENT = "Content-Disposition: attachment; filename=\"more.txt\"";

    @BeforeEach
    void startRoute() throws Exception {
        context.addRoutes(route(consumer("")));
        context.start();
    }

    /** Stores a mail in the mailbox unchanged. */
    private void deliver(String... lines) {
        bob.deliver(GreenMailUtil.newMimeMessage("From: alice@example.com\r\nTo: bob@example.com\r\n"
                + "Subject: files\r\nMIME-Version: 1.0\r\n" + String.join("\r\n", lines)));
    }

    private static String multipart(String type, String... parts) {
        String boundary = "=_" + type + Integer.toHexString(Arrays.hashCode(parts));
        return "Content-Type: multipart/" + type + "; boundary=\"" + boundary + "\"\r\n\r\n"
                + Arrays.stream(parts)
                        .map(part -> "--" + boundary + "\r\n" + part + "\r\n")
                        .collect(Collectors.joining())
                + "--" + boundary + "--\r\n";
    }

    private static String part(String content, String... headers) {
        return String.join("\r\n", headers) + "\r\n\r\n" + content;
    }

    private static String plain(String content) {
        return part(content, "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit");
    }

    private static String base64(String content, String type, Charset charset) {
        return part(
                BASE64.encodeToString(content.getBytes(charset)),
                "Content-Type: " + type + "; charset=" + charset.name(),
                "Content-Transfer-Encoding: base64");
    }

    private static String quoted(String content, String type) {
        String escaped = content.replace("=", "=3D");
        StringBuilder lines = new StringBuilder();
        while (escaped.length() > 70) {
            int end = escaped.lastIndexOf('=', 69) > 66 ? escaped.lastIndexOf('=', 69) : 70;
            lines.append(escaped, 0, end).append("=\r\n");
            escaped = escaped.substring(end);
        }
        return part(
                lines.append(escaped).toString(),
                "Content-Type: " + type + "; charset=\"utf-8\"",
                "Content-Transfer-Encoding: quoted-printable");
    }

    private static String anchor(String url) {
        return "<html><body><p>Gr\u00fc\u00dfe, <a href=\"" + url.replace("&", "&amp;")
                + "\">the file</a></p></body></html>";
    }

    private void assertArrived(String... bodies) {
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(isSeen()).isTrue());
        assertThat(arrived())
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .containsExactly(bodies);
    }

    private List<Exchange> arrived() {
        return getMockEndpoint("mock:out").getExchanges();
    }

    @Test
    void findsLinkInHtmlMailWithOutlookAttachment() {
        deliver(multipart(
                "mixed",
                base64(anchor(stored("a", "A")), "text/html", UTF_8),
                part(
                        BASE64.encodeToString(stored("b", "B").getBytes(UTF_8)),
                        "Content-Type: application/ms-tnef; name=\"winmail.dat\"",
                        "Content-Disposition: attachment; filename=\"winmail.dat\"",
                        "Content-Transfer-Encoding: base64")));

        assertArrived("A");
    }

    @Test
    void findsLinkOnceInPlainTextAndHtml() {
        String a = stored("a", "A");
        String b = stored("b", "B");
        deliver(multipart(
                "alternative",
                plain("See <" + a + ">\r\nand " + b + "\r\n"),
                quoted(anchor(a) + anchor(b), "text/html")));

        assertArrived("A", "B");
    }

    @Test
    void findsLinkInHtmlIfPlainTextHasNone() {
        deliver(multipart(
                "alternative",
                plain("This mail is HTML."),
                multipart("related", base64(anchor(stored("a", "A")), "text/html", Charset.forName("GB18030")))));

        assertArrived("A");
    }

    @Test
    void findsLinkWithSoftLineBreaksInQuotedPrintable() {
        deliver(quoted("The file:\r\n" + stored("a", "A") + "\r\n-- =20\r\nAlice", "text/plain"));

        assertArrived("A");
    }

    @Test
    void findsLinkInBase64HtmlOfKnownAndUnknownCharacterSet() {
        deliver(multipart(
                "mixed",
                base64(anchor(stored("a", "A")), "text/html", Charset.forName("UTF-16LE")),
                part(stored("b", "B"), "Content-Type: text/plain; charset=x-nobody-knows")));

        assertArrived("A", "B");
    }

    @Test
    void findsLongLinkThatIsBrokenAt998Characters() {
        stored("a", "A");
        String url = link("a", Map.of("x-note", "n".repeat(1300)));
        deliver(multipart(
                "mixed", plain("The file:\r\n" + url.substring(0, 998) + "\r\n" + url.substring(998) + "\r\nBye")));

        assertArrived("A");
    }

    @Test
    void findsLinkWithLineBreaksInFlowedText() {
        stored("a", "A");
        String flowed = "The file:\r\n"
                + link("a", Map.of("x-z", "n".repeat(200))).replaceAll("(.{70})", "$1 \r\n") + "\r\n-- \r\nAlice";
        String contentType = "Content-Type: text/plain; charset=utf-8; format=flowed; DelSp=yes";
        deliver(part(flowed, contentType));
        assertArrived("A");

        deliver(multipart("mixed", part(flowed, contentType)));
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(arrived()).hasSize(2));
    }

    @Test
    void findsLinkInForwardedMailUnlessItIsAnAttachment() {
        String forwarded = "Subject: first\r\n" + plain(stored("a", "A"));
        String attached = "Subject: second\r\n" + plain(stored("b", "B"));
        deliver(multipart(
                "mixed",
                plain("Please fetch this."),
                part(forwarded, "Content-Type: message/rfc822", "Content-Disposition: inline"),
                part(attached, "Content-Type: message/rfc822", "Content-Disposition: attachment")));

        assertArrived("A");
    }

    @Test
    void ignoresAttachmentsAndPassesThemToTheRoute() {
        String hidden = stored("hidden", "H");
        deliver(multipart(
                "mixed",
                plain(stored("a", "A") + "\r\n" + stored("b", "B")),
                part(hidden, "Content-Type: text/plain", ATTACHMENT),
                part(hidden, "Content-Type: text/plain; name=notes.txt", "Content-Disposition: inline")));

        assertArrived("A", "B");
        assertThat(arrived())
                .allSatisfy(exchange -> assertThat(
                                exchange.getMessage(AttachmentMessage.class).getAttachmentNames())
                        .contains("more.txt", "notes.txt"));
    }

    @Test
    void passesAttachmentOfMailWithOneLinkToTheRoute() {
        deliver(multipart("mixed", plain(stored("a", "A")), part("x", "Content-Type: text/plain", ATTACHMENT)));

        assertArrived("A");
        assertThat(arrived().get(0).getMessage(AttachmentMessage.class).getAttachmentNames())
                .containsExactly("more.txt");
    }
}
