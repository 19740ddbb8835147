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

/** Whoever writes a text decides what is in it, but not how long it takes to be read. */
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

    /** Each of them would take hours if its work grew with the square of its length. */
    @ParameterizedTest
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
                "https://a?Expires=1&OSSAccessKeyId=a&Signature=b\n"
            })
    void megabytesOfTheSameAreNotLong(String part) {
        int length = part.contains("://") ? 500_000 : 10_000_000;
        assertThat(LinkExtractor.fromText(filled(part, length) + "\n\n " + LINK))
                .extracting(PresignedLink::url)
                .contains(LINK);
    }

    /** 256 lines are looked at behind each of them, which is 128 times the text without an end. */
    @Test
    void linksThatNeverEndCostNoMoreThanIsAmpleForThoseThatDo() {
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
        // What stands in one line is found behind the end of the effort, too; what has to be mended is not.
        assertThat(after).contains(LINK + "&a=b", LINK + "&c=d").doesNotContain(LINK);
    }

    @Test
    void aCellOfQuotationMarksIsReadOnce() {
        String row = "x" + "\"".repeat(60_000) + "\n";
        assertThat(manifest("url,id\n" + row.repeat(100))).hasSize(100).allMatch(LinkEntry.Broken.class::isInstance);
    }

    @Test
    void linksOfAMegabyteAreBrokenEntriesOfAManifest() {
        String url = "https://a/" + "x".repeat(1_000_000);
        for (String text : new String[] {url, "url\n" + url, "{\"url\":\"" + url + "\"}"}) {
            assertThat(manifest(text)).singleElement().isInstanceOf(LinkEntry.Broken.class);
        }
        assertThat(LinkExtractor.fromText(LINK + "&a=" + "x".repeat(1_000_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "1", "-", "1e", "\"", "\\"})
    void jsonOfOnePartForEverIsRefused(String part) {
        assertThatThrownBy(() -> LinkJson.read("{\"url\":\"https://a\",\"x\":" + filled(part, 1_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void namesThatCollideAreNoTrouble() {
        // All of a length and of the same hash in the parser's table.
        String names = IntStream.range(0, 4096)
                .mapToObj(i -> IntStream.range(0, 12)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Ab" : "BA")
                        .collect(Collectors.joining("", ",\"", "\":1")))
                .collect(Collectors.joining());
        String json = "{\"url\":\"https://a\"" + names + "}";
        assertThat(manifest(json)).hasSize(1);
    }

    @Test
    void aLinkRequiresABearableNumberOfHeaders() {
        assertRequires(100, "x", true);
        assertRequires(101, "x", false);
        assertRequires(1, "x".repeat(16_000), true);
        assertRequires(2, "x".repeat(16_000), false);
        assertRequires(80_000, "", false);
    }

    private static void assertRequires(int number, String value, boolean taken) {
        String json = IntStream.range(0, number)
                .mapToObj(i -> "\"a" + i + "\":\"" + value + "\"")
                .collect(Collectors.joining(",", "{\"url\":\"https://a\",\"requiredHeaders\":{", "}}"));
        if (taken) {
            assertThat(LinkJson.read(json).requiredHeaders()).hasSize(number);
        } else {
            assertThatThrownBy(() -> LinkJson.read(json))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'requiredHeaders': expected at most 100 texts of 16384 characters in all")
                    .message()
                    .hasSizeLessThan(200);
        }
    }
}
