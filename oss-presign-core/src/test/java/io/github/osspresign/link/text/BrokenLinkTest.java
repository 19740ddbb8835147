// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A link that mail software has broken into lines is joined again, without the text around it. */
@Tag("slow")
class BrokenLinkTest {

    private static final String HOST = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/";
    /** Token of temporary credentials, which make links of 1300 characters and more. */
    private static final String TOKEN = "CAIS8wF1q6Ft5B2yfSjIr5bwHM%2FBhKlG9YnTVk7eil".repeat(22);

    private static final String SIGNATURE = "f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";
    private static final String V4 = HOST + "reports/2026/a%20b.pdf"
            + "?x-oss-credential=STS.ak%2F20241203%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"
            + "&x-oss-date=20241203T034420Z&x-oss-expires=3600&x-oss-security-token=" + TOKEN
            + "&x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-signature=" + SIGNATURE;
    private static final String V4_SORTED = HOST + "a.pdf"
            + "?x-oss-credential=STS.ak%2F20241203%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"
            + "&x-oss-date=20241203T034420Z&x-oss-expires=3600&x-oss-security-token=" + TOKEN
            + "&x-oss-signature=" + SIGNATURE + "&x-oss-signature-version=OSS4-HMAC-SHA256";
    private static final String V1 = HOST + "a.pdf?security-token=" + TOKEN
            + "&Expires=1733201060&OSSAccessKeyId=STS.ak&Signature=X01Shf5pjX3NVgJDU4qU%2FpwSs6U%3D";
    private static final String V1_TOKEN_LAST = HOST + "a.pdf"
            + "?Expires=1733201060&OSSAccessKeyId=STS.ak&Signature=X01Shf5pjX3NVgJDU4qU%2FpwSs6U%3D"
            + "&security-token=" + TOKEN;
    private static final List<String> ALL = List.of(V4, V4_SORTED, V1, V1_TOKEN_LAST);

    private static List<String> urls(String text) {
        return LinkExtractor.fromText(text).stream().map(PresignedLink::url).toList();
    }

    /** Breaks a text like a mail server that sends lines of a limited number of characters. */
    private static String broken(String text, int length, String lineEnd) {
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> {
            String rest = line;
            while (rest.length() > length) {
                lines.add(rest.substring(0, length) + lineEnd);
                rest = rest.substring(length);
            }
            lines.add(rest + "\r\n");
        });
        return String.join("", lines);
    }

    /**
     * Returns whether a broken link can be joined. A link that is broken before its host is just text. A link that may
     * end exactly at the limit of a line is ambiguous.
     */
    private static boolean isJoinable(String broken, String url) {
        int end = broken.indexOf("\r\nRegards");
        int line = end - Math.max(broken.lastIndexOf('\n', end - 1), 0);
        return broken.contains("https://e") && !(url.equals(V1_TOKEN_LAST) && line >= 990);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "%s\nRegards,\nAlice",
                "%s\n\nRegards,\nAlice",
                "Your report: %s\nRegards",
                "您的文件：%s\n谢谢",
                "Your report:\n%s\nhttps://example.com/imprint\n",
                "<%s>\nRegards",
                "<%s>, see you\n",
                "(%s)\nRegards",
                "See %s.\nRegards",
                "<a href=\"%s\">your report</a>\nRegards",
                "<p>Hello</p><p><a href=\"%s\">%s</a></p><p>Regards</p>",
            })
    void joinsLinkBrokenAtLimitOfLine(String form) {
        for (String url : ALL) {
            for (String lineEnd : List.of("\r\n", "\n", "\r\n ", "\r\n\t")) {
                for (int length : List.of(998, 990)) {
                    for (int before = 0; before < 998; before += 31) {
                        String text = "x".repeat(before) + (before == 0 ? "" : " ") + form;
                        String html = text.contains("href") ? url.replace("&", "&amp;") : url;

                        String broken = broken(text.replace("%s", html), length, lineEnd);
                        if (isJoinable(broken, url)) {
                            assertThat(urls(broken))
                                    .as("%s, %d + %d", form, before, length)
                                    .containsExactly(url);
                        }
                    }
                }
            }
        }
    }

    /** Sendmail marks its line breaks. Its limit of 990 bytes includes the mark and the space after a break. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "Your report: <%s>", "See %s!", "<a href=\"%s\">your report</a>"})
    void joinsLinkBrokenBySendmail(String form) {
        for (String url : List.of(V4, V4_SORTED, V1)) {
            for (int before = 0; before < 989; before += 31) {
                String text = "x".repeat(before) + " " + form.replace("%s", url);
                String broken = text.substring(0, 989) + text.substring(989).replaceAll(".{1,988}", "!\r\n $0");

                assertThat(urls(broken)).as("%d", before).containsExactly(url);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s\nRegards",
                "%s\r\nRegards, Alice",
                "%s \r\n Regards",
                "%s.\nRegards",
                "%s\n\nRegards",
                "<%s>\nRegards",
                "<%s\n>Regards",
                "\"%s\"\nRegards",
                "(%s)\nRegards",
                "%s\nhttps://example.com/imprint",
                "%s\nimprint:https://example.com/imprint",
                "%s\n(https://example.com/imprint)",
                "https://example.com/imprint\n%s\nRegards",
                "https://example.com/imprint\n%s",
                "https://example.com/imprint\n<%s>",
                "https://example.com/imprint\n[link](%s)",
                "https://example.com/imprint\nfile:%s",
                "https://example.com/imprint?a=b\nfile: %s",
                "https://example.com/\nfile\n%s",
            })
    void doesNotJoinNextLineToCompleteLink(String form) {
        for (String url : ALL) {
            assertThat(urls(form.replace("%s", url))).as(form).containsExactly(url);
        }
    }

    @Test
    void doesNotJoinCompleteLinkThatEndsAtLimitOfLine() {
        for (String url : List.of(V4, V4_SORTED, V1)) {
            String shortened = url.replace(TOKEN, TOKEN.substring(0, 500));
            String filler = "x".repeat(997 - shortened.length());

            assertThat(urls(filler + " " + shortened + "\r\nRegards,\r\nAlice")).containsExactly(shortened);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", " \r\n", "\r\n    ", "\n\t"})
    void joinsLinkWrappedAtAnyWidth(String lineEnd) {
        for (String url : List.of(V4, V4_SORTED, V1)) {
            for (int length : List.of(60, 72, 76, 78, 500)) {
                assertThat(urls(broken("Link: " + url + " Regards\n", length, lineEnd)))
                        .as("%d", length)
                        .containsExactly(url);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ", ">", "> > ", ">> ", ">>>", "> >> "})
    void joinsLinkInQuotedTextThatRepeatsItsMarks(String marks) {
        for (String url : ALL) {
            for (int length : List.of(60, 76, 500)) {
                String text = marks + broken("<" + url + "> Regards\nAlice", length, "\r\n" + marks);

                assertThat(urls("Bob wrote:\r\n" + text)).as("%d", length).containsExactly(url);
            }
        }
    }

    @Test
    void joinsLinkInQuotedTextThatDoesNotRepeatItsMarks() {
        assertThat(urls("> " + broken(V4, 76, "\r\n"))).containsExactly(V4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ", ">>> ", ">> > > "})
    void doesNotJoinLinesOfOtherQuotationDepth(String marks) {
        String incomplete = V4.substring(0, V4.length() - 30);
        String rest = V4.substring(V4.length() - 30);

        assertThat(urls(">> " + incomplete + "\n" + marks + rest)).containsExactly(incomplete);
    }

    @Test
    void bracketsAndQuotationMarksMarkEndOfLink() {
        for (int length : List.of(60, 76, 500)) {
            assertThat(urls(broken("<" + V1_TOKEN_LAST + "> Regards\n", length, "\r\n")))
                    .containsExactly(V1_TOKEN_LAST);
            assertThat(urls(broken("<a href=\"" + V1_TOKEN_LAST.replace("&", "&amp;") + "\">x</a>\n", length, "\r\n ")))
                    .containsExactly(V1_TOKEN_LAST);
        }
        assertThat(urls("\"" + V1_TOKEN_LAST + "\nand so on\" he said")).containsExactly(V1_TOKEN_LAST);
        assertThat(urls("<" + V1_TOKEN_LAST + "\n\nand> so on")).containsExactly(V1_TOKEN_LAST);
    }

    @Test
    void joinsLinkBrokenAtAnyCharacter() {
        for (String url : List.of(V4, V4_SORTED, V1)) {
            for (int at = 10; at < url.length(); at++) {
                if (url.startsWith("//", at - 1)) {
                    continue;
                }
                String text = url.substring(0, at) + "\r\n" + url.substring(at);

                assertThat(urls(text)).as("at %d", at).containsExactly(url);
                assertThat(urls("<a href=\"" + text.replace("&", "&amp;") + "\">x</a>"))
                        .as("HTML, at %d", at)
                        .containsExactly(url);
            }
        }
    }

    @Test
    void joinsLinkBrokenWithinCharacterReference() {
        for (String ampersand : List.of("&amp;", "&amp;amp;")) {
            String html = "<a href=\"" + V4.replace("&", ampersand) + "\">x</a>";
            int reference = html.indexOf(ampersand, 300);
            for (int at = reference; at <= reference + ampersand.length(); at++) {
                assertThat(urls(html.substring(0, at) + "\r\n" + html.substring(at)))
                        .containsExactly(V4);
            }
        }
    }

    @Test
    void doesNotJoinTextToIncompleteLink() {
        String cut = V4.substring(0, V4.length() - 10);

        assertThat(urls(cut + "\nRegards,\nAlice")).containsExactly(cut);
        assertThat(urls(cut + "\nRegards " + V1)).containsExactly(cut, V1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "…", "</a>", "&hellip;"})
    void ignoresShortenedCopyOfLink(String rest) {
        String cut = V4.substring(0, V4.length() - 30);

        assertThat(urls("<a href=\"" + V4 + "\">" + cut + rest)).containsExactly(V4);
        assertThat(urls(cut + rest + "\n" + V4)).containsExactly(V4);
    }

    @Test
    void joinsEveryVectorBrokenAtRandomPosition() {
        long seed = Long.getLong("seed", 20260105L);
        Random random = new Random(seed);
        assertThat(Vectors.read("presign-vectors.jsonl")).hasSize(650).allSatisfy(vector -> {
            String url = vector.text("normalizedUrl");
            int at = url.indexOf("//") + 3 + random.nextInt(url.length() - 20);
            String text = "<" + url.substring(0, at) + "\r\n" + url.substring(at) + ">\r\nRegards";

            assertThat(urls(text)).as("seed %d, at %d", seed, at).containsExactly(url);
        });
    }

    static List<String> hostileTexts() {
        int length = 1_000_000;
        return List.of(
                "https://a\n" + "b\n".repeat(length / 2),
                "https://a\nb\n".repeat(length / 12),
                "https://a\nb:".repeat(length / 12),
                ("https://a" + "\nb".repeat(300) + " ").repeat(length / 610),
                ("https://a" + ("\n" + "b".repeat(60)).repeat(250) + " ").repeat(length / 15_000),
                ("<https://a" + ("\n" + "b".repeat(60)).repeat(250) + " ").repeat(length / 15_000),
                (V1_TOKEN_LAST + ("\n" + "b".repeat(992)).repeat(14) + " ").repeat(length / 16_000),
                ("<" + V1_TOKEN_LAST + ("\n" + "b".repeat(60)).repeat(200) + " ").repeat(length / 16_000),
                "<https://a ".repeat(length / 11),
                "\"https://a ".repeat(length / 11),
                "https://a" + " ".repeat(length),
                "https://a " + " \n".repeat(length / 2),
                (V4 + "\n").repeat(length / V4.length()),
                "https://a?x-oss-signature=" + "a".repeat(64) + "&x-oss-signature-version=\n".repeat(length / 26));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = SEPARATE_THREAD)
    void readsHostileTextInLinearTime(String text) {
        assertThat(urls(text + " " + V4)).contains(V4);
    }
}
