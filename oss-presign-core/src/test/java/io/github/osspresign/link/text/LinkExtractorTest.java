// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.Vectors;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links are extracted exactly as they were signed, regardless of the text around them. */
class LinkExtractorTest {

    private static final String V1 = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a%20b.txt"
            + "?Expires=1733201060&OSSAccessKeyId=ak&Signature=X01Shf5pjX3NVgJDU4qU%2FpwSs6U%3D";
    private static final String V4 = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/exampleobject"
            + "?x-oss-credential=ak%2F20241203%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-date=20241203T034420Z"
            + "&x-oss-expires=3600&x-oss-signature-version=OSS4-HMAC-SHA256"
            + "&x-oss-signature=f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";

    /** As a program writes a list. A signed URL has no unencoded {@code ://} behind its beginning. */
    @ParameterizedTest
    @ValueSource(strings = {" ", ", ", "|", "<br>", ",", ";"})
    void findsTwoLinksInOneLine(String separator) {
        String other = V1.replace("a%20b.txt", "c.txt");

        assertThat(urls(LinkExtractor.fromText("Your files: " + V1 + separator + other + " Regards")))
                .containsExactly(V1, other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "Your file: %s",
                "Your file:%s\r\nRegards",
                "链接：%s。谢谢",
                "See %s.",
                "See %s, please!",
                "Really: %s?!",
                "(%s)",
                "(see %s).",
                "[%s]",
                "[your file](%s)and more",
                "<%s>",
                "<URL:%s>",
                "\"%s\"",
                "'%s'",
                "**%s**",
                "`%s`",
                "“%s”",
                "{\"url\":\"%s\"}",
                "%s#page=2",
                "http://example.com/ %s ftp://example.com",
                "https://%s",
                "http://\t%s",
            })
    void extractsLinkWithoutTextAroundIt(String text) {
        for (String url : List.of(V1, V4)) {
            // Text directly before the link becomes part of it, which is unlikely but must not break the extraction.
            List<PresignedLink> links = LinkExtractor.fromText(text.replace("%s", url));

            assertThat(urls(links)).containsExactly(text.equals("https://%s") ? "https://" + url : url);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"%s\">a b.txt</a>",
                "<a href='%s' target='_blank'>a b.txt</a>",
                "<a href=%s>a b.txt</a>",
                "<a href=\"%s\">%s</a>",
                "<p>%s</p>",
                "<p>%s<br/>until tomorrow</p>",
                "&lt;%s&gt;",
                "&quot;%s&quot;",
                "&#34;%s&#34; &#x27;",
                "%s&nbsp;(1 MB)",
                "%s&#160;(1 MB)",
                "<td>Link:&nbsp;%s</td>",
            })
    void extractsLinkFromHtmlOnceWithAmpersandsResolved(String html) {
        for (String ampersand :
                List.of("&amp;", "&#38;", "&#x26;", "&#X26;", "&#038;", "&amp;amp;", "&#38;amp;", "&amp;#38;", "&")) {
            String text = html.replace("%s", V4.replace("&", ampersand));

            assertThat(urls(LinkExtractor.fromText(text))).containsExactly(V4);
        }
    }

    /** Mustache escapes slashes and equals signs in HTML, and the encoders of OWASP all but letters and digits. */
    @ParameterizedTest
    @ValueSource(strings = {"[/=&]", "[^A-Za-z0-9]"})
    void extractsLinkFromHtmlWithAllPunctuationEscaped(String escaped) {
        String url = Pattern.compile(escaped)
                .matcher(V4)
                .replaceAll(found -> "&#x%X;".formatted((int) found.group().charAt(0)));

        assertThat(urls(LinkExtractor.fromText("<a href=\"" + url + "\">" + V1 + "</a>")))
                .containsExactly(V4, V1);
        for (String separator : List.of(" ", ",", ";", "\n")) {
            String before = "https://example.com/help";
            assertThat(urls(LinkExtractor.fromText(before + separator + url + separator + url.replace(".txt", ""))))
                    .contains(V4, V4.replace(".txt", ""));
        }
        assertThat(urls(LinkExtractor.fromText(url.replace("&", "&amp;")))).containsExactly(V4);
    }

    @Test
    void extractsLinksInOrderWithoutDuplicates() {
        String text = V4 + "\n" + V1 + " and again " + V4 + "\n<a href=\"" + V1.replace("&", "&amp;") + "\">x</a>";

        assertThat(urls(LinkExtractor.fromText(text))).containsExactly(V4, V1);
    }

    @Test
    void keepsParenthesesOfUrl() {
        String url = V1.replace("a%20b", "report(1)");

        assertThat(urls(LinkExtractor.fromText("(" + url + ")"))).containsExactly(url);
        assertThat(urls(LinkExtractor.fromText(url + "&x=(y)"))).containsExactly(url + "&x=(y)");
        assertThat(urls(LinkExtractor.fromText("(" + url + "&x=(y))."))).containsExactly(url + "&x=(y)");
    }

    @Test
    void acceptsSchemeInUpperCase() {
        assertThat(urls(LinkExtractor.fromText("HTTPS" + V1.substring(5)))).containsExactly("HTTPS" + V1.substring(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no link at all",
                "https://example.com/unsubscribe?id=1",
                "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/public.png",
                "https://s3.example.com/k?X-Amz-Signature=1",
                "ftp://h/k?Expires=1&OSSAccessKeyId=a&Signature=b",
                "://",
                "http://",
                "https",
            })
    void ignoresOtherUrls(String text) {
        assertThat(LinkExtractor.fromText(text)).isEmpty();
    }

    /** As Gson writes it into JSON. A mail with this text must not count as one without a link. */
    @Test
    void noticesSignedUrlWithEscapedAmpersands() {
        assertThat(LinkExtractor.isSignedUrlIn(V1.replace("&", "\\u0026").replace("=", "\\u003d")))
                .isTrue();
    }

    @Test
    void skipsTooLongLink() {
        String overlong = V1 + "&x=" + "y".repeat(16 * 1024);

        assertThat(urls(LinkExtractor.fromText(overlong + " " + V4))).containsExactly(V4);
    }

    @Test
    void extractsEveryVectorFromTextAndHtml() {
        assertThat(Vectors.read("presign-vectors.jsonl")).hasSize(650).allSatisfy(vector -> {
            String url = vector.text("normalizedUrl");

            assertThat(urls(LinkExtractor.fromText("Link: <" + url + ">."))).containsExactly(url);
            assertThat(urls(LinkExtractor.fromText("Link: " + url + ".\n"))).containsExactly(url);
            assertThat(urls(LinkExtractor.fromText("<a href=\"" + url.replace("&", "&amp;") + "\">" + url + "</a>")))
                    .containsExactly(url);
        });
    }

    static List<String> hostileTexts() {
        int length = 1_000_000;
        return List.of(
                "h".repeat(length),
                "https://".repeat(length / 8),
                "https:// ".repeat(length / 9),
                "://".repeat(length / 3),
                "https://a?" + "&amp;".repeat(length / 5),
                "https://a?" + "&#".repeat(length / 2),
                "https://a" + "(".repeat(length),
                "https://a" + ")".repeat(length),
                "(https://a".repeat(length / 10),
                ("https://a?" + ".".repeat(90)).repeat(length / 100),
                "https://a?" + "x-oss-signature".repeat(length / 15),
                "https://a?x-oss-signature=&x-oss-signature-version= ".repeat(length / 51));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = SEPARATE_THREAD)
    void readsHostileTextInLinearTime(String text) {
        assertThat(urls(LinkExtractor.fromText(text + " " + V4))).contains(V4);
    }

    private static List<String> urls(List<PresignedLink> links) {
        return links.stream().map(PresignedLink::url).toList();
    }
}
