// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.text.LinkExtractor;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails of {@link LinkMail} that a mail server has received. */
class LinkMailDeliveryTest {

    private static final String QUERY =
            "?x-oss-additional-headers=host&x-oss-credential=LTAI%2F20261201%2Fcn-hangzhou%2Foss%2F"
                    + "aliyun_v4_request&x-oss-date=20261201T100000Z&x-oss-expires=259200&x-oss-signature-version=OSS4-HMAC-SHA256"
                    + "&x-oss-signature=" + "0123456789abcdef".repeat(4);

    private static final int PLAIN = 0;
    private static final int HTML = 1;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final LinkMail mail = new LinkMail();

    @BeforeEach
    void start() {
        server.start();
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.stop();
    }

    private static PresignedLink link(String key, String extra) {
        return PresignedLink.builder("https://demo.oss-cn-hangzhou.aliyuncs.com/a.pdf" + QUERY + extra)
                .bucket("demo")
                .key(key)
                .size(1L)
                .build();
    }

    /** Camel 4.22 and later ignores the header for the subject without this option, which earlier versions do not know. */
    private static String subjectOption() {
        return Stream.of(MailConfiguration.class.getMethods())
                        .anyMatch(method -> method.getName().equals("setUseHeaderSubject"))
                ? "&useHeaderSubject=true"
                : "";
    }

    private MimeMessage received(Object body, Map<String, Object> headers) throws Exception {
        Exchange sent = context.createProducerTemplate()
                .send(
                        "smtp://127.0.0.1:" + server.getSmtp().getPort() + "?from=a@example.com&to=bob@example.com"
                                + subjectOption(),
                        exchange -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage().setHeaders(new HashMap<>(headers));
                            mail.process(exchange);
                        });
        assertThat(sent.getException()).isNull();
        assertThat(server.waitForIncomingEmail(30_000, 1)).isTrue();
        return server.getReceivedMessages()[0];
    }

    private static String form(MimeMessage received, int part) throws Exception {
        return (String)
                ((MimeMultipart) received.getContent()).getBodyPart(part).getContent();
    }

    private static void assertThatBothFormsHave(MimeMessage received, List<PresignedLink> links) throws Exception {
        List<String> urls = links.stream().map(PresignedLink::url).toList();
        for (int part : new int[] {PLAIN, HTML}) {
            assertThat(LinkExtractor.fromText(form(received, part)))
                    .extracting(PresignedLink::url)
                    .containsExactlyElementsOf(urls);
        }
    }

    @Test
    void linkLongerThanALineOfMailArrivesUnchanged() throws Exception {
        PresignedLink link = link("a.pdf", "&x-oss-security-token=" + "CAIS".repeat(400));

        MimeMessage received = received(List.of(link), Map.of());

        String source = new String(received.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(source.lines().mapToInt(String::length).max().orElseThrow()).isLessThanOrEqualTo(76);
        assertThatBothFormsHave(received, List.of(link));
    }

    @Test
    void thousandLinksArriveUnchanged() throws Exception {
        List<PresignedLink> links = IntStream.range(0, 1000)
                .mapToObj(i -> link("d/" + i + ".pdf", "&n=" + i))
                .toList();

        assertThatBothFormsHave(received(links, Map.of()), links);
    }

    @Test
    void headingAddsNoHeadersAndRecipients() throws Exception {
        mail.setHeading("${header.customer}");
        mail.setNote("${header.customer}");

        MimeMessage received = received(
                List.of(link("\uD800.pdf", "")),
                Map.of("customer", "Alice\uD800\r\nBcc: eve@example.com\u0000" + "x".repeat(20_000)));

        assertThat(received.getAllRecipients()).hasSize(1);
        assertThat(received.getHeader("Bcc")).isNull();
        assertThat(received.getSubject()).startsWith("Alice\uFFFD\uFFFD\uFFFDBcc: eve@example.com\uFFFDxxx");
    }

    /** A route that handles a received mail has its headers. */
    @ParameterizedTest
    @CsvSource({
        "contentType, text/plain",
        "Content-Type, multipart/mixed; boundary=x",
        "content-transfer-encoding, base64",
        "Content-Disposition, attachment; filename=old.exe",
        "Content-ID, <old@example.com>",
        "Subject, old",
        "CamelMailAlternativeBody, old"
    })
    void headersOfAReceivedMailDoNotDescribeThisOne(String name, String value) throws Exception {
        MimeMessage received = received(List.of(link("a.pdf", "")), Map.of(name, value));

        assertThat(received.getContentType())
                .startsWith("multipart/alternative")
                .doesNotContain("old");
        assertThat(received.getDisposition()).isNull();
        assertThat(received.getHeader("Content-ID")).isNull();
        assertThat(received.getSubject()).isEqualTo("A file for you");
        assertThat(form(received, PLAIN)).startsWith("A file for you");
        assertThat(((MimeMultipart) received.getContent()).getBodyPart(HTML).getContentType())
                .isEqualTo("text/html; charset=UTF-8");
    }
}
