// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.text.LinkExtractor;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Links are found in each text part of mails as real mail software writes them, and not in attachments. */
class MailFormsTest {

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder();
    private static final String A = link("a", "");
    private static final String B = link("b", "");
    private static final String C = link("c", "");
    private static final String LONG = link("a", "n".repeat(1300));
    private static final String WRAPPED = link("a", "n".repeat(200));
    private static final String FLOWED_TYPE = "Content-Type: text/plain; charset=utf-8; format=flowed; DelSp=yes";

    private static String link(String key, String note) {
        return "https://b.oss-cn-hangzhou.aliyuncs.com/" + key + "?x-note=" + note
                + "&x-oss-credential=ak%2F20241203%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"
                + "&x-oss-date=20241203T034420Z&x-oss-expires=3600&x-oss-signature-version=OSS4-HMAC-SHA256"
                + "&x-oss-signature=f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";
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
        return part(
                content.replace("=", "=3D").replaceAll("(.{60,65}[^=]{3})(?=.)", "$1=\r\n"),
                "Content-Type: " + type + "; charset=\"utf-8\"",
                "Content-Transfer-Encoding: quoted-printable");
    }

    private static String anchor(String url) {
        return "<html><body><p>Gr\u00fc\u00dfe, <a href=\"" + url.replace("&", "&amp;")
                + "\">the file</a></p></body></html>";
    }

    private static String attachment(String type, String content) {
        return part(content, "Content-Type: " + type, "Content-Disposition: attachment; filename=\"more\"");
    }

    static Stream<Arguments> mails() {
        String outlook = BASE64.encodeToString(B.getBytes(UTF_8));
        String broken = "The file:\r\n" + LONG.substring(0, 998) + "\r\n" + LONG.substring(998) + "\r\nBye";
        String flowed =
                part("The file:\r\n" + WRAPPED.replaceAll("(.{70})", "$1 \r\n") + "\r\n-- \r\nAlice", FLOWED_TYPE);
        String inline = "Content-Disposition: inline";
        return Stream.of(
                mail(
                        "HTML with an attachment of Outlook",
                        multipart(
                                "mixed",
                                base64(anchor(A), "text/html", UTF_8),
                                attachment("application/ms-tnef\r\nContent-Transfer-Encoding: base64", outlook)),
                        A),
                mail(
                        "the same links in plain text and HTML",
                        multipart(
                                "alternative",
                                plain("See <" + A + ">\r\nand " + B + "\r\n"),
                                quoted(anchor(A) + anchor(B), "text/html")),
                        A,
                        B),
                mail(
                        "plain text without a link, HTML in GB18030",
                        multipart(
                                "alternative",
                                plain("This mail is HTML."),
                                multipart("related", base64(anchor(A), "text/html", Charset.forName("GB18030")))),
                        A),
                mail(
                        "soft line breaks of quoted-printable",
                        quoted("The file:\r\n" + A + "\r\n-- \r\nAlice", "text/plain"),
                        A),
                mail(
                        "known and unknown character sets",
                        multipart(
                                "mixed",
                                base64(anchor(A), "text/html", Charset.forName("UTF-16LE")),
                                part(B, "Content-Type: text/plain; charset=x-nobody-knows")),
                        A,
                        B),
                mail(
                        "types that cannot be read, which are text (RFC 2045, 5.2)",
                        multipart(
                                "mixed",
                                part(A, "Content-Type: text"),
                                part(anchor(B), "Content-Type: text/html, charset=utf-8"),
                                part(C, "Content-Type: application/pdf; name=a b.pdf")),
                        A,
                        B),
                mail("a link that is broken at 998 characters", multipart("mixed", plain(broken)), LONG),
                mail("flowed text", flowed, WRAPPED),
                mail("flowed text in a part", multipart("mixed", flowed), WRAPPED),
                mail(
                        "one forwarded mail inline and one as an attachment",
                        multipart(
                                "mixed",
                                plain("Please fetch this."),
                                part("Subject: first\r\n" + plain(A), "Content-Type: message/rfc822", inline),
                                attachment("message/rfc822", "Subject: second\r\n" + plain(B))),
                        A),
                mail(
                        "attachments of text",
                        multipart(
                                "mixed",
                                plain(A),
                                attachment("text/plain", B),
                                part(B, "Content-Type: text/plain; name=notes.txt", inline)),
                        A));
    }

    private static Arguments mail(String name, String content, String... links) {
        return Arguments.of(name, "From: alice@example.com\r\nMIME-Version: 1.0\r\n" + content, List.of(links));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mails")
    void findsEachLinkOnce(String name, String mail, List<String> links) throws Exception {
        MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(ISO_8859_1)));

        assertThat(LinkExtractor.fromText(MailText.of(message)))
                .extracting(PresignedLink::url)
                .containsExactlyElementsOf(links);
    }
}
