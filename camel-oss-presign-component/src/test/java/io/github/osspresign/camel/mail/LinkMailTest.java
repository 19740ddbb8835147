// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.text.LinkExtractor;
import io.github.osspresign.oss.syntax.PercentCoding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkMailTest {

    private static final String SIGNATURE =
            "?x-oss-additional-headers=host&x-oss-credential=LTAI%2F20261201%2Fcn-hangzhou%2Foss%2F"
                    + "aliyun_v4_request&x-oss-date=20261201T100000Z&x-oss-expires=259200&x-oss-signature-version=OSS4-HMAC-SHA256"
                    + "&x-oss-signature=" + "0123456789abcdef".repeat(4);
    private static final Instant END = Instant.parse("2026-12-04T10:00:00Z");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);
    private final LinkMail mail = new LinkMail();

    @AfterEach
    void stop() {
        context.stop();
    }

    private static PresignedLink.Builder link(String key) {
        return PresignedLink.builder(
                        "https://demo.oss-cn-hangzhou.aliyuncs.com/" + PercentCoding.PATH.encode(key) + SIGNATURE)
                .bucket("demo")
                .key(key);
    }

    private static PresignedLink link(String key, long size, Instant end) {
        return link(key).size(size).expiresAt(end).build();
    }

    private void write(PresignedLink link) throws Exception {
        exchange.getMessage().setHeader("CamelPresignLink", link);
        mail.process(exchange);
    }

    private void write(List<PresignedLink> links) throws Exception {
        exchange.getMessage().setBody(links);
        mail.process(exchange);
    }

    private String html() {
        return exchange.getMessage().getBody(String.class);
    }

    private String plain() {
        return exchange.getMessage().getHeader("CamelMailAlternativeBody", String.class);
    }

    private String subject() {
        return exchange.getMessage().getHeader("subject", String.class);
    }

    @Test
    void plainTextOfOneFileNamesSizeEndAndHost() throws Exception {
        PresignedLink link = link("reports/summary.pdf", 5_242_884, END);

        write(link);

        assertThat(subject()).isEqualTo("A file for you");
        assertThat(plain()).isEqualTo("""
                        A file for you

                        summary.pdf
                        5.2 MB
                        <%s>

                        The link works until Friday, 4 December 2026, 10:00 (UTC).
                        You need no account: the link is all it takes. Anyone who has it can download the file, so please do not forward this mail.
                        The link leads to demo.oss-cn-hangzhou.aliyuncs.com.
                        """.formatted(link.url()));
    }

    @Test
    void chineseMailHasChineseTextsDatesAndZone() throws Exception {
        mail.setLanguage("zh");
        mail.setZone("Asia/Shanghai");
        PresignedLink link = link("图.png", 999, END);

        write(link);

        assertThat(subject()).isEqualTo("您收到 1 个文件");
        assertThat(plain()).isEqualTo("""
                        您收到 1 个文件

                        图.png
                        999 字节
                        <%s>

                        链接有效期至 2026年12月4日 星期五 18:00 (UTC+08:00)。
                        无需登录或注册，点击链接即可下载。任何人拿到链接都能下载，请勿转发本邮件。
                        链接指向 demo.oss-cn-hangzhou.aliyuncs.com。
                        """.formatted(link.url()));
        assertThat(html()).contains("<html lang=\"zh\">", ">下载</a>", "999 字节");
    }

    @Test
    void footerReplacesTheSentenceOnWhoCanUseTheLink() throws Exception {
        exchange.getMessage().setHeader("sender", "<demo>");
        mail.setFooter("Ask ${header.sender}\u202E for the password.");

        write(link("a.csv", 1, END));

        assertThat(plain()).contains("\nAsk <demo>\uFFFD for the password.\n").doesNotContain("no account");
        assertThat(html()).contains("Ask &lt;demo&gt;\uFFFD for the password.").doesNotContain("no account");
    }

    @Test
    void contentOfTheHtmlIsInALandmark() throws Exception {
        write(link("a.csv", 1, END));

        assertThat(html()).containsSubsequence("<body", "<div role=\"main\">", "<h1", "Download", "</div>\n</body>");
    }

    @Test
    void linkThatNeverEndsIsOfferedWithoutAnEnd() throws Exception {
        mail.setZone("Asia/Shanghai");

        write(link("a.csv", 1, Instant.MAX));

        assertThat(plain()).contains("\na.csv\n1 byte\n<").doesNotContain("works until");
    }

    @Test
    void severalFilesHaveTheirOwnEndsOnlyIfTheseDiffer() throws Exception {
        write(List.of(link("a.csv", 1, END), link("b.csv", 2, END)));
        assertThat(subject()).isEqualTo("2 files for you");
        assertThat(plain())
                .contains(
                        "\na.csv\n1 byte\n<",
                        "\nb.csv\n2 bytes\n<",
                        "The links work until Friday",
                        "download the files");

        write(List.of(link("a.csv", 1, END), link("b.csv", 2, END.plusSeconds(60))));
        assertThat(plain())
                .contains(
                        "1 byte · until Friday, 4 December 2026, 10:00 (UTC)",
                        "2 bytes · until Friday, 4 December 2026, 10:01 (UTC)")
                .doesNotContain("The links work until");
    }

    @Test
    void bodyMayBeAnIterator() throws Exception {
        exchange.getMessage()
                .setBody(List.of(link("a.csv", 1, END), link("b.csv", 2, END)).iterator());

        mail.process(exchange);

        assertThat(plain()).startsWith("2 files for you\n\na.csv\n");
    }

    @Test
    void filesOfOneNameAreToldApartByTheirKeys() throws Exception {
        write(List.of(link("a/x.csv", 1, END), link("b/x.csv", 1, END), link("b/y.csv", 1, END)));

        assertThat(plain()).contains("\na/x.csv\n", "\nb/x.csv\n", "\ny.csv\n");
    }

    @Test
    void detailsThatAreUnknownAreLeftOut() throws Exception {
        write(PresignedLink.builder("https://files.example.com/download").build());

        assertThat(plain()).startsWith("A file for you\n\nFile\n<https://files.example.com/download>\n\nYou need");
    }

    @Test
    void headersOfTheMessageCompleteTheLink() throws Exception {
        exchange.getMessage().setHeader("CamelPresignDownloadFileName", "Bericht.pdf");
        exchange.getMessage().setHeader(Exchange.FILE_LENGTH, 1_000_000L);

        write(PresignedLink.of("https://demo.oss-cn-hangzhou.aliyuncs.com/7f3a" + SIGNATURE));

        assertThat(plain()).contains("\nBericht.pdf\n1.0 MB\n");
    }

    @Test
    void headingAndNoteAreSimpleExpressions() throws Exception {
        mail.setHeading("${header.sender} sends you a file");
        mail.setNote("Dear ${header.recipient},\nhere it is.");
        exchange.getMessage().setHeader("sender", "Alice");
        exchange.getMessage().setHeader("recipient", "Bob");

        write(link("a.txt", 1, END));

        assertThat(subject()).isEqualTo("Alice sends you a file");
        assertThat(plain()).startsWith("Alice sends you a file\n\nDear Bob,\nhere it is.\n\na.txt\n");
        assertThat(html()).contains("Dear Bob,<br>here it is.");
    }

    @Test
    void namesHeadingsAndNotesAreText() throws Exception {
        String script = "<script>alert('x')</script>\"&amp;";
        mail.setHeading("${header.sender}");
        mail.setNote("${header.sender}");
        exchange.getMessage().setHeader("sender", script);
        exchange.getMessage().setHeader("CamelPresignDownloadFileName", script);

        write(link("a.txt", 1, END));

        String escaped = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;amp;";
        assertThat(html()).doesNotContain("<script").contains("<bdi", ">" + escaped + "</bdi>", escaped + "</h1>");
    }

    @Test
    void charactersThatReverseOrBreakATextAreReplaced() throws Exception {
        mail.setHeading("${header.sender}");
        exchange.getMessage().setHeader("sender", "Alice\r\nBcc: eve@example.com");
        exchange.getMessage()
                .setHeader("CamelPresignDownloadFileName", "invoice\u202Efdp.exe \uD83D\uDC69\u200D\uD83D\uDCBB");

        write(link("a.txt", 1, END));

        assertThat(subject()).isEqualTo("Alice\uFFFD\uFFFDBcc: eve@example.com");
        assertThat(plain()).contains("\ninvoice\uFFFDfdp.exe \uD83D\uDC69\u200D\uD83D\uDCBB\n");
        assertThat(html()).doesNotContain("\u202E");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "data:text/html,x", "https://user@example.com/", "https://a.example/x y"})
    void urlThatIsNoHttpUrlIsRefused(String url) {
        assertThatThrownBy(() -> write(PresignedLink.builder(url).build())).isInstanceOf(HostNotAllowedException.class);
    }

    static Stream<Arguments> linksThatNobodyCanClick() {
        String internal = link("a.csv").build().url().replace("hangzhou.aliyuncs", "hangzhou-internal.aliyuncs");
        return Stream.of(
                Arguments.of(link("a.csv").method("PUT").build(), "its method is PUT"),
                Arguments.of(link("a.csv").method("HEAD").build(), "its method is HEAD"),
                Arguments.of(
                        link("a.csv")
                                .requiredHeaders(Map.of("x-oss-meta-a", "1"))
                                .build(),
                        "it requires the headers [x-oss-meta-a]"),
                Arguments.of(
                        link("a.csv")
                                .requiredHeaders(Map.of("host", "files.example.com"))
                                .build(),
                        "it requires the headers [host]"),
                Arguments.of(PresignedLink.builder(internal).build(), "its host is internal"),
                Arguments.of(link("../a.csv", 1, END), "'.' or '..'"),
                Arguments.of(link("App.APK", 1, END), "app"),
                Arguments.of(link("app.ipa", 1, END), "app"));
    }

    @ParameterizedTest
    @MethodSource("linksThatNobodyCanClick")
    void linkThatNobodyCanClickIsRefused(PresignedLink link, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(link))
                .withMessageStartingWith("link: must work in a browser, ")
                .withMessageContaining(reason)
                .withMessageContaining(link.url().substring(8, link.url().indexOf(".aliyuncs")))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("0123456789abcdef"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(List.of(link("b.csv", 1, END), link)))
                .withMessageContaining(reason);
    }

    @Test
    void linkWithItsOwnHostAsRequiredHeaderIsOffered() throws Exception {
        write(link("a.csv")
                .requiredHeaders(Map.of("Host", "DEMO.oss-cn-hangzhou.aliyuncs.com"))
                .build());

        assertThat(plain()).contains("a.csv");
    }

    @Test
    void appOnCustomDomainIsOffered() throws Exception {
        write(PresignedLink.builder("https://files.example.com/app.apk" + SIGNATURE)
                .key("app.apk")
                .build());

        assertThat(plain()).contains("app.apk");
    }

    @Test
    void bothFormsGiveTheLinksBackUnchanged() throws Exception {
        PresignedLink first = link("a &b.txt", 1, END);
        PresignedLink second = link("图.png", 2, END);

        write(List.of(first, second));

        assertThat(LinkExtractor.fromText(plain()))
                .extracting(PresignedLink::url)
                .containsExactly(first.url(), second.url());
        assertThat(LinkExtractor.fromText(html()))
                .extracting(PresignedLink::url)
                .containsExactly(first.url(), second.url());
    }

    @Test
    void emptyListIsNoMailOfAnotherLink() {
        exchange.getMessage().setHeader("CamelPresignLink", link("a.txt", 1, END));
        exchange.getMessage().setBody(List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> mail.process(exchange))
                .withMessage("body: must have at least one link, was empty");
    }

    @Test
    void messageWithoutLinkIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mail.process(exchange))
                .withMessage(
                        "mail: requires a link in the header CamelPresignLink, or a list or iterator of links as body");

        exchange.getMessage().setBody(List.of("https://example.com/"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mail.process(exchange))
                .withMessage("body: must consist of elements of type PresignedLink, has one of type String");
    }

    @Test
    void unknownLanguageAndZoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mail.setLanguage("de"))
                .withMessage("language: must be en or zh, was 'de'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mail.setZone("Shanghai"))
                .withMessage("zone: must be a time zone such as Asia/Shanghai, was 'Shanghai'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            0                = 0 bytes
            999              = 999 bytes
            1000             = 1.0 kB
            999949           = 999.9 kB
            999950           = 1.0 MB
            5000000000000000 = 5,000.0 TB
            """)
    void sizesAreDecimal(long bytes, String text) {
        assertThat(MailLanguage.ENGLISH.size(bytes)).isEqualTo(text);
    }
}
