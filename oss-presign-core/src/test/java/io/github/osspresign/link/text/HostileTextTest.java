// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntry;
import io.github.osspresign.link.manifest.LinkManifest;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile texts are read in linear time and limited memory. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileTextTest {

    private static final String SIGNATURE = "f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";
    private static final String UNSIGNED = "https://b.oss-cn-hangzhou.aliyuncs.com/k"
            + "?x-oss-credential=ak%2F20241203%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-date=20241203T034420Z"
            + "&x-oss-expires=3600&x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-signature=";
    private static final String LINK = UNSIGNED + SIGNATURE;

    private static String filled(String text, int length) {
        return text.repeat(length / text.length() + 1).substring(0, length);
    }

    private static List<LinkEntry> manifest(String text) {
        List<LinkEntry> entries = new ArrayList<>();
        try (LinkManifest manifest = new LinkManifest(new StringReader(text))) {
            manifest.forEachRemaining(entries::add);
        }
        return entries;
    }

    /** With quadratic time, each text would take hours. */
    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ValueSource(
            strings = {
                "&",
                "<",
                "h",
                "http",
                "http://",
                "://",
                "&#",
                "&amp;",
                "(",
                "https://(",
                "\"https://",
                "<https://a",
                "'https://a ",
                "https://a\n",
                "https://a?Signature=",
                ">",
                "> ",
                "\n> <https://a",
                "> https://a\n> b",
                "\n>\n> \n<https://a>",
                "https://urldefense.com/v3/__https://a*__;",
                "https://a.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa&url=",
                "https://a?Expires=1&OSSAccessKeyId=a&Signature=b\n"
            })
    void readsMegabytesOfRepeatedTextInLinearTime(String part) {
        int length = part.contains("://") ? 500_000 : 3_000_000;
        assertThat(LinkExtractor.fromText(filled(part, length) + "\n\n " + LINK))
                .extracting(PresignedLink::url)
                .contains(LINK);
    }

    /** A mail could otherwise end the thread of its source, and with it the other links of the mail. */
    @ParameterizedTest
    @ValueSource(strings = {"a.", "a-.", "a.safelinks.protection.outlook.com."})
    void readsHostOfThousandsOfLabels(String label) {
        assertThat(LinkExtractor.fromText("https://" + filled(label, 16_000) + "/ " + LINK))
                .extracting(PresignedLink::url)
                .containsExactly(LINK);
    }

    @Test
    void readsThousandsOfNestedReferencesAfterALineEnd() {
        assertThat(LinkExtractor.fromText("https://a?b&a\nmp;" + filled("amp;", 16_000) + " " + LINK))
                .extracting(PresignedLink::url)
                .containsExactly(LINK);
    }

    /** Each incomplete link is followed by 256 lines that are appended in vain, which is 128 times the text. */
    @Test
    void limitsWorkForLinksThatStayIncomplete() {
        String broken = UNSIGNED + SIGNATURE.substring(0, 10) + "\n" + SIGNATURE.substring(10) + "\n\n";
        String never = UNSIGNED + "\n" + "abcdefghijklmnop&rst\n".repeat(300);

        assertThat(LinkExtractor.fromText(broken + filled(never, 100_000) + "\n\n" + LINK + "&a=b"))
                .extracting(PresignedLink::url)
                .containsExactly(LINK, LINK + "&a=b");
        List<String> after =
                LinkExtractor.fromText(LINK + "&a=b\n\n" + filled(never, 1_000_000) + "\n\n" + broken + LINK + "&c=d")
                        .stream()
                        .map(PresignedLink::url)
                        .toList();
        // After the budget is spent, links in one line are still found, but broken links are not joined.
        assertThat(after).contains(LINK + "&a=b", LINK + "&c=d").doesNotContain(LINK);
    }

    @Test
    void readsCellOfQuotationMarksOnce() {
        String row = "x" + "\"".repeat(60_000) + "\n";
        assertThat(manifest("url,id\n" + row.repeat(100))).hasSize(100).allMatch(LinkEntry.Broken.class::isInstance);
    }

    @Test
    void rejectsLinksOfOneMegabyte() {
        String url = "https://a/" + "x".repeat(1_000_000);
        for (String text : new String[] {url, "url\n" + url, "{\"url\":\"" + url + "\"}"}) {
            assertThat(manifest(text)).singleElement().isInstanceOf(LinkEntry.Broken.class);
        }
        assertThat(LinkExtractor.fromText(LINK + "&a=" + "x".repeat(1_000_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "1", "-", "1e", "\"", "\\"})
    void rejectsRepeatedJson(String part) {
        assertThatThrownBy(() -> LinkJson.read("{\"url\":\"https://a\",\"x\":" + filled(part, 1_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void readsJsonWithCollidingNames() {
        // All names have the same length and the same hash in the table of the parser.
        String names = IntStream.range(0, 4096)
                .mapToObj(i -> IntStream.range(0, 12)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Ab" : "BA")
                        .collect(Collectors.joining("", ",\"", "\":1")))
                .collect(Collectors.joining());
        String json = "{\"url\":\"https://a\"" + names + "}";
        assertThat(manifest(json)).hasSize(1);
    }

    @Test
    void limitsNumberAndLengthOfRequiredHeaders() {
        assertHeaders(100, "x", true);
        assertHeaders(101, "x", false);
        assertHeaders(1, "x".repeat(16_000), true);
        assertHeaders(2, "x".repeat(16_000), false);
        assertHeaders(80_000, "", false);
    }

    private static void assertHeaders(int number, String value, boolean accepted) {
        String json = IntStream.range(0, number)
                .mapToObj(i -> "\"a" + i + "\":\"" + value + "\"")
                .collect(Collectors.joining(",", "{\"url\":\"https://a\",\"requiredHeaders\":{", "}}"));
        if (accepted) {
            assertThat(LinkJson.read(json).requiredHeaders()).hasSize(number);
        } else {
            assertThatThrownBy(() -> LinkJson.read(json))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "'requiredHeaders': must be at most 100 strings with 16384 characters in total")
                    .message()
                    .hasSizeLessThan(200);
        }
    }
}
