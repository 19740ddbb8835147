// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.oss.syntax.PercentCoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A mail with a damaged link must not count as a mail without links, because it would be deleted. */
class DamagedLinkTest {

    private static final String CHARACTERS = " \n<>\"'()?&=%-_*;:/#aZ09";

    private static final String V4 = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a-b_c/example%20object"
            + "?x-oss-date=20231203T121212Z&x-oss-expires=86400&x-oss-signature-version=OSS4-HMAC-SHA256"
            + "&x-oss-credential=LTAI5tExampleKey%2F20231203%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"
            + "&x-oss-signature=" + "0a1b2c3d".repeat(8);
    private static final String V1 = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a-b_c/example%20object"
            + "?Expires=1751364010&OSSAccessKeyId=LTAI5tExampleKey&Signature=a%2Bb%2Fc0123456789012345678%3D";

    /** Signed URLs, with the name of the parameter that is the first to show that they are signed. */
    private static final Map<String, String> SIGNED = Map.of(V4, "x-oss-date", V1, "OSSAccessKeyId");

    /** Rewriting that puts an encoded URL between two constant texts. */
    private record Wrapper(String before, UnaryOperator<String> encoding, String after) {

        String wrap(String url) {
            return before + encoding.apply(url) + after;
        }

        Wrapper around(Wrapper inner) {
            return new Wrapper(
                    before + encoding.apply(inner.before),
                    url -> encoding.apply(inner.encoding.apply(url)),
                    encoding.apply(inner.after) + after);
        }
    }

    private static Map<String, Wrapper> wrappers() {
        Wrapper safeLink = new Wrapper(
                "https://nam02.safelinks.protection.outlook.com/?url=",
                PercentCoding.PARAMETER::encode,
                "&data=05%7C02&reserved=0");
        Wrapper second = new Wrapper(
                "https://urldefense.proofpoint.com/v2/url?u=", DamagedLinkTest::urlDefense2, "&d=DwMFAg&c=x&e=");
        Wrapper third = new Wrapper(
                "https://urldefense.com/v3/__", url -> url.replace('%', '*'), "__;JSUlJSUlJSUlJSU!!token!more$");
        Map<String, Wrapper> rewriting = new LinkedHashMap<>();
        rewriting.put("Safe Links", safeLink);
        rewriting.put("URL Defense 2", second);
        rewriting.put("URL Defense 3", third);
        Map<String, Wrapper> all = new LinkedHashMap<>(rewriting);
        rewriting.forEach((outerName, outer) -> rewriting.forEach((innerName, inner) -> {
            all.put(outerName + " around " + innerName, outer.around(inner));
            all.put("URL Defense 2 around " + outerName + " around " + innerName, second.around(outer.around(inner)));
        }));
        all.put("plain text", new Wrapper("", url -> url, ""));
        all.put("HTML", new Wrapper("<a href=\"", url -> url.replace("&", "&amp;"), "\">file</a>"));
        all.put(
                "HTML with references",
                new Wrapper("", url -> url.replace("-", "&#x2D;").replace("=", "&#61;"), ""));
        all.put(
                "JSON",
                new Wrapper(
                        "{\"url\":\"",
                        url -> url.replace("&", "\\u0026")
                                .replace("=", "\\u003d")
                                .replace("-", "\\u002d"),
                        "\"}"));
        return all;
    }

    private static String urlDefense2(String url) {
        return PercentCoding.PARAMETER
                .encode(url)
                .replace("-", "%2D")
                .replace("_", "%5F")
                .replace("%2F", "_")
                .replace('%', '-');
    }

    @Test
    void findsIntactLinkBehindEveryRewritingService() {
        for (String service : List.of("Safe Links", "URL Defense 2", "URL Defense 3")) {
            SIGNED.keySet()
                    .forEach(url -> assertThat(LinkExtractor.fromText(
                                    wrappers().get(service).wrap(url)))
                            .as(service)
                            .singleElement()
                            .satisfies(link -> assertThat(link.url()).isEqualTo(url)));
        }
    }

    @Test
    void noticesLinkThatIsCutBehindTheNameOfItsFirstSignatureParameter() {
        List<String> unnoticed = new ArrayList<>();
        wrappers()
                .forEach((name, wrapper) -> SIGNED.forEach((url, parameter) -> {
                    String whole = wrapper.wrap(url);
                    String recognizable = url.substring(0, url.indexOf(parameter) + parameter.length());
                    int shortest = (wrapper.before() + wrapper.encoding().apply(recognizable)).length();
                    for (int end = shortest; end <= whole.length(); end++) {
                        check(name + ", cut at " + end, whole.substring(0, end), unnoticed);
                    }
                }));
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void noticesLinkThatIsMarredAtAnyCharacter() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> unnoticed = new ArrayList<>();
        wrappers()
                .forEach((name, wrapper) -> SIGNED.keySet().forEach(url -> {
                    String whole = wrapper.wrap(url);
                    for (int i = 0; i < whole.length(); i++) {
                        String before = whole.substring(0, i);
                        String after = whole.substring(i + 1);
                        char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
                        // One of three at every third character: each run has others.
                        switch (random.nextInt(9)) {
                            case 0 -> check(name + ", lost at " + i, before + after, unnoticed);
                            case 1 -> check(name + ", replaced at " + i, before + other + after, unnoticed);
                            case 2 -> check(name + ", broken at " + i, before + "\r\n" + whole.substring(i), unnoticed);
                            default -> {}
                        }
                    }
                }));
        assertThat(unnoticed).as("seed %s", seed).isEmpty();
    }

    private static void check(String damage, String text, List<String> unnoticed) {
        if (LinkExtractor.fromText(text).isEmpty() && !LinkExtractor.isSignedUrlIn(text)) {
            unnoticed.add(damage + ": " + text);
        }
    }
}
