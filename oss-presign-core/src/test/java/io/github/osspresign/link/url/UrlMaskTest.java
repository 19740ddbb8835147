// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A masked URL shows target and expiry of a link, and no secret. */
class UrlMaskTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "V4, https://b.h/k?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=AK%2F1&x-oss-date=20260301T115500Z"
                + "&x-oss-expires=60&x-oss-signature=f2f5,"
                + " https://b.h/k?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=xxxxxx"
                + "&x-oss-date=20260301T115500Z&x-oss-expires=60&x-oss-signature=xxxxxx",
        "V1, https://b.h/k?OSSAccessKeyId=AK&Expires=17&Signature=a%2Bb%3D&security-token=t,"
                + " https://b.h/k?OSSAccessKeyId=xxxxxx&Expires=17&Signature=xxxxxx&security-token=xxxxxx",
        "of other clouds, https://b.h/k?X-Amz-Signature=f2&sig=a&se=2026,"
                + " https://b.h/k?xxxxxx=xxxxxx&sig=xxxxxx&se=xxxxxx",
        "in any case, https://b.h/k?EXPIRES=17&SIGNATURE=a, https://b.h/k?EXPIRES=17&SIGNATURE=xxxxxx",
        "what the recipient sees, 'https://h/k?x-oss-process=image%2Fresize,w_1&response-content-type=text/plain',"
                + " 'https://h/k?x-oss-process=image%2Fresize,w_1&response-content-type=text/plain'",
        "a sub-resource, https://b.h/k?symlink&versionId=CAEQ, https://b.h/k?symlink&versionId=CAEQ",
        "a bare token, https://b.h/k?0123456789abcdef, https://b.h/k?xxxxxx",
        "a token for a name, https://b.h/k?f2f5cd2abafee71bb61c399d66696b04cab13203d1=1, https://b.h/k?xxxxxx=xxxxxx",
        "CDN kind A, https://h/k?auth_key=1444435200-0-0-80cd3862d699b7118eed99103f2a3a4f,"
                + " https://h/k?auth_key=xxxxxx",
        "CDN kind B, https://h/201508150800/9044548ef1527deadafa49a890a377f0/4/k.mp3,"
                + " https://h/201508150800/xxxxxx/4/k.mp3",
        "CDN kind C, https://h/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/k.flv, https://h/xxxxxx/55CE8100/k.flv",
        "CDN kind F, https://h/k?sign=a37fa50a5fb8f71214b1e7c95ec7a1bd&time=17, https://h/k?sign=xxxxxx&time=xxxxxx",
        "a folder with the name of a hash, https://h/a37fa50a5fb8f71214b1e7c95ec7a1bd/k,"
                + " https://h/a37fa50a5fb8f71214b1e7c95ec7a1bd/k",
        "no value, https://b.h/k?Signature=, https://b.h/k?Signature=xxxxxx",
        "no query, https://b.h/a/b.txt, https://b.h/a/b.txt",
        "no path, https://b.h, https://b.h",
        "an empty query, https://b.h/k?, https://b.h/k?",
        "a port, https://b.h:8443/k, https://b.h:8443/k",
        "an address, 'https://[::1]:8443/k', 'https://[::1]:8443/k'",
        "another alphabet, https://exаmple.com/k, https://exаmple.com/k",
        "an encoded key, https://b.h/%E6%8A%A5%20100%25.pdf, https://b.h/%E6%8A%A5%20100%25.pdf",
        "a fragment, https://b.h/k?Expires=1#Signature=a, https://b.h/k?Expires=1",
        "a fragment in front of the query, https://b.h/k#?Signature=a, https://b.h/k",
        "user info, https://user:secret@b.h/k, https://xxxxxx@b.h/k",
        "with a sign in it, https://user:se@cret@b.h/k, https://xxxxxx@b.h/k",
        "with a slash in it, https://user:secret/@b.h/k, https://xxxxxx/@b.h/k",
        "with a question mark in it, https://user:secret?@b.h/k, https://xxxxxx?xxxxxx",
        "no URL, Signature=a, xxxxxx",
        "a link without its scheme, b.h/k?Signature=a, xxxxxx",
        "one slash short, https:/user:secret@b.h/k, xxxxxx",
        "nothing, '', xxxxxx",
        "a second link, 'https://b.h/k?Expires=1\nhttps://b.h/k?Signature=a'," + " https://b.h/k?Expires=xxxxxx",
        "two signs, https://b.h/k?Expires=1=Signature=a, https://b.h/k?Expires=xxxxxx",
        "a semicolon for a sign, https://b.h/k?Expires=1;Signature=a, https://b.h/k?Expires=xxxxxx",
        "HTML, https://b.h/k?Expires=1&amp;Signature=a, https://b.h/k?Expires=1&xxxxxx=xxxxxx",
        "an encoded query, https://b.h/k%3FSignature%3Da, https://b.h/kxxxxxx",
        "twice encoded, https://b.h/k%253FSignature%253Da, https://b.h/kxxxxxx",
        "encoded signs, https://b.h/k?Expires=1%26Signature%3Da, https://b.h/k?Expires=xxxxxx",
        "encoded throughout, https://b.h/k?Expires%3D1%26Signature%3Da, https://b.h/k?xxxxxx",
        "a lost question mark, https://b.h/kx-oss-signature=a, https://b.h/kxxxxxx",
        "an ampersand for it, https://b.h/k&Signature=a, https://b.h/kxxxxxx",
        "a semicolon for it, https://b.h/k;Signature=a, https://b.h/k;xxxxxx",
        "a slash for it, https://b.h/k/OSSAccessKeyId=AK/Signature=a, https://b.h/k/xxxxxx",
        "no equals sign either, https://b.h/k/x-oss-security-token/CAIS, https://b.h/k/xxxxxx",
        "an encoded equals sign, https://b.h/k;Signature%3Da, https://b.h/k;xxxxxx",
        "signs of HTML, https://b.h/k&quest;Signature&equals;a, https://b.h/kxxxxxx",
        "signs of JSON, https://b.h/k\\u003fSignature\\u003da, https://b.h/kxxxxxx",
        "wide signs, https://b.h/k？Signature＝a, https://b.h/kxxxxxx",
        "quoted-printable, https://b.h/k=3FSignature=3Da, https://b.h/k=3Fxxxxxx",
        "a line break in a name, 'https://b.h/k/x-oss-signa\r\nture=a', https://b.h/k/x-oss-signaxxxxxx",
        "a semicolon and an encoded sign, https://b.h/k?Expires=1;Signature%3Da, https://b.h/k?Expires=xxxxxx",
        "half a signature for a name, https://b.h/k?Signature=dcLT&eaYhApirQoXQ=, https://b.h/k?Signature=xxxxxx&xxxxxx=xxxxxx",
        "half a signature for a sub-resource, https://b.h/k?Signature=dcLT&eaYhApirQo, https://b.h/k?Signature=xxxxxx&xxxxxx",
        "an object that is called so, https://b.h/Signature.pdf/token/credentials, https://b.h/Signature.pdf/token/credentials",
        "a partition, https://b.h/date=2026-01-02/part-0.csv, https://b.h/date=2026-01-02/part-0.csv",
        "a signature version, https://b.h/x-oss-signature-version=OSS4, https://b.h/x-oss-signature-version=OSS4",
        "inside another, https://b.h/r?url=https%3A%2F%2Fb.h%3FSignature%3Da, https://b.h/r?url=xxxxxx"
    })
    void masksSecrets(String reason, String url, String expected) {
        assertThat(UrlMask.mask(url)).as(reason).isEqualTo(expected);
    }

    @Test
    void maskedUrlIsOneLineOfPrintableText() {
        for (String sign : List.of("\r", "\n", "\u001b", "\u202E", "\u2028", "\0", " ")) {
            assertThat(UrlMask.mask("https://b.h/a" + sign + "b")).isEqualTo("https://b.h/axxxxxx");
        }
        assertThat(UrlMask.mask("https://b.h/a\ud83db")).isEqualTo("https://b.h/a�b");
    }

    @Test
    void returnsSecretsEncodedAndDecoded() {
        List<String> secrets = UrlMask.secrets("https://b.h/k?OSSAccessKeyId=LTAIexample&Expires=1767225600"
                + "&Signature=dcLTea%2BYh9ApirQ8o8dOPqtvJXQ%3D&x-oss-process=image%2Fresize");
        assertThat(secrets)
                .contains("LTAIexample", "dcLTea%2BYh9ApirQ8o8dOPqtvJXQ%3D", "dcLTea+Yh9ApirQ8o8dOPqtvJXQ=")
                .contains("dcLTea Yh9ApirQ8o8dOPqtvJXQ=")
                .doesNotContain("1767225600", "image%2Fresize", "image/resize");
    }

    @Test
    void returnsSecretThatCannotBeDecoded() {
        assertThat(UrlMask.secrets("https://b.h/k?Signature=abcdefgh%zz")).containsOnly("abcdefgh%zz");
        assertThat(UrlMask.secrets("https://b.h/k?0123456789abcdef")).contains("0123456789abcdef");
    }

    /** A reader that folds case by Unicode takes the long s for an s. */
    @Test
    void credentialsAreFoundUnderNamesWithTheLongS() {
        assertThat(UrlMask.credentials("https://b.h/k?\u017Fignature=abcdefghij&acce\u017F\u017Fkey=klmnopqrst"))
                .containsExactly("abcdefghij", "klmnopqrst");
    }

    @Test
    void returnsSecretWithMalformedEncodingDecodedToo() {
        assertThat(UrlMask.secrets("https://b.h/k?Signature=abcd%2Fefgh%3D%"))
                .containsExactly("abcd%2Fefgh%3D%", "abcd/efgh=%");
    }

    @Test
    void returnsEncodedQueryInPathAsSecret() {
        assertThat(UrlMask.secrets("https://b.h/k%3FSignature%3Dabcdefgh?Expires=1"))
                .contains("Signature%3Dabcdefgh", "Signature=abcdefgh");
    }

    @Test
    void doesNotReturnFileNameWithAmpersandAsSecret() {
        assertThat(UrlMask.secrets("https://b.h/R%26D%3F%20report.pdf?response-content-disposition="
                        + "attachment%3B%20filename%3D%22R%26D%20report.pdf%22"))
                .isEmpty();
    }

    /** Such a hash is often also the entity tag, which a response may repeat. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://files.example.com/app.zip?v=d41d8cd98f00b204e9800998ecf8427e",
                "https://files.example.com/app.zip?v=d41d8cd98f00b204e9800998ecf8427e&t=1",
                "https://files.example.com/app.zip?t=1700000000&v=d41d8cd98f00b204e9800998ecf8427e",
                "https://b.h/app.zip?uploadId=D41D8CD98F00B204E9800998ECF8427E&partNumber=1"
            })
    void hashOfTheContentIsNoCredential(String url) {
        assertThat(UrlMask.credentials(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/k?x=1&auth_key=1444435200-0-0-80cd3862d699b7118eed99103f2a3a4f",
                "https://h/k?AUTH_KEY=1444435200-0-0-80cd3862d699b7118eed99103f2a3a4f&x=1",
                "https://h/k?x=1&sign=80cd3862d699b7118eed99103f2a3a4f&time=1444435200&y=2",
                "https://h/k?KEY1=80cd3862d699b7118eed99103f2a3a4f&KEY2=55CE8100#f",
                "https://h/202511300412/80cd3862d699b7118eed99103f2a3a4f/k?x=1"
            })
    void hashOfACdnIsACredentialAlsoBetweenOtherParameters(String url) {
        assertThat(UrlMask.credentials(url)).contains("80cd3862d699b7118eed99103f2a3a4f");
    }

    @Test
    void doesNotReturnShortValuesAsSecrets() {
        assertThat(UrlMask.secrets("https://b.h/k?list-type=2&a=b")).isEmpty();
        assertThat(UrlMask.secrets("https://b.h/k")).isEmpty();
        assertThat(UrlMask.secrets("https://b.h/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/k"))
                .hasSize(1);
        assertThat(UrlMask.secrets("https://b.h/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/k"
                        + "?OSSAccessKeyId=k&Expires=1&Signature=s"))
                .isEmpty();
    }

    @Test
    void hidesSignatureBetweenRandomDelimiters() {
        long seed = 11;
        Random random = new Random(seed);
        String signature = "f2f5cd2abafee71bb61c399d66696b04";
        for (int round = 0; round < 10_000; round++) {
            String url = "https://b.h/" + noise(random) + "?" + noise(random) + "x-oss-signature=" + signature
                    + noise(random);
            assertThat(UrlMask.mask(url)).as("seed %s: %s", seed, url).doesNotContain(signature);
        }
    }

    /** Links are damaged like by mail programs, gateways and editors. No part of a secret may be readable. */
    @Test
    void hidesSecretsOfDamagedUrls() {
        long seed = 20260102;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            boolean v4 = random.nextBoolean();
            String signature = v4 ? text(random, "0123456789abcdef", 64) : text(random, BASE64, 27) + "=";
            String token = text(random, BASE64, 200);
            String url = v4
                    ? "https://b.oss-cn-hangzhou.aliyuncs.com/a/b.pdf?x-oss-signature-version=OSS4-HMAC-SHA256"
                            + "&x-oss-credential=LTAI" + "0".repeat(16)
                            + "%2F20260301%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"
                            + "&x-oss-date=20260301T115500Z&x-oss-expires=3600"
                            + "&x-oss-security-token=" + encoded(token) + "&x-oss-signature=" + signature
                    : "https://b.oss-cn-hangzhou.aliyuncs.com/a/b.pdf?OSSAccessKeyId=LTAI" + "0".repeat(16)
                            + "&Expires=1767225600&security-token=" + encoded(token) + "&Signature="
                            + encoded(signature);
            String damaged = url;
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                damaged = DAMAGES.get(random.nextInt(DAMAGES.size())).apply(damaged, random);
            }
            String masked = UrlMask.mask(damaged).toLowerCase(Locale.ROOT);
            for (String secret : List.of(signature.toLowerCase(Locale.ROOT), token.toLowerCase(Locale.ROOT))) {
                // An assertion for each of the millions of texts would take most of the time.
                assertThat(IntStream.rangeClosed(0, secret.length() - 6)
                                .noneMatch(i -> masked.contains(secret.substring(i, i + 6))))
                        .as("seed %s round %s: %s", seed, round, damaged)
                        .isTrue();
            }
        }
    }

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static final List<BiFunction<String, Random, String>> DAMAGES = List.of(
            (url, random) ->
                    url.replace("?", one(random, "%3F", "%253f", "%25253F", "/", ";", "&", "", "？", "=3F", "&#63;")),
            (url, random) ->
                    url.replace("&", one(random, "%26", "%2526", ";", "/", "&amp;", "&amp;amp;", "&#38;", "\n&", "＆")),
            (url, random) ->
                    url.replace("=", one(random, "%3D", "%253d", "=3D", "＝", "&#61;", "&#x3D;", "\\u003d", " = ")),
            (url, random) -> url.replace("?", "\\u003f").replace("&", "\\u0026").replace("=", "\\u003d"),
            (url, random) -> url.replace("&", "&amp;"),
            (url, random) -> url.replace("%", "%25"),
            (url, random) -> url.replace("%2B", "+").replace("%2F", "/"),
            (url, random) -> url.toUpperCase(Locale.ROOT),
            (url, random) -> url.substring(0, 8) + url.substring(8).toLowerCase(Locale.ROOT),
            (url, random) ->
                    wrapped(url, 40 + random.nextInt(60), one(random, "\r\n", "\n", "\r\n ", "=\r\n", "\t", " ")),
            (url, random) -> "https://gateway.example/click?u=" + encoded(url),
            (url, random) -> "https://gateway.example/" + url,
            (url, random) -> url + one(random, ">", "\"", ")", ".", "</a>", "&gt;", "#a", "%20") + url,
            (url, random) -> url.substring(random.nextInt(10)),
            (url, random) -> {
                int at = 40 + random.nextInt(url.length() - 40);
                return url.substring(0, at)
                        + one(random, "&", "?", "=", "#", "%26", " ", ";", ":", "@")
                        + url.substring(at);
            });

    private static String one(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String wrapped(String text, int width, String with) {
        StringBuilder lines = new StringBuilder(text);
        for (int at = text.length() / width * width; at > 0; at -= width) {
            lines.insert(at, with);
        }
        return lines.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String noise(Random random) {
        List<String> pieces = List.of(
                "?", "&", "=", "#", "@", "/", ":", ";", "+", "\n", "a", "%3F", "%26", "%3D", "Expires", "https://b.h/");
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            noise.append(pieces.get(random.nextInt(pieces.size())));
        }
        return noise.toString();
    }

    @Test
    void masksLongTexts() {
        String tooLong = "https://b.h/k?Expires=" + "1".repeat(500_000) + "&Signature=" + "%41".repeat(200_000);
        assertThat(UrlMask.mask(tooLong)).isEqualTo(UrlMask.HIDDEN);
        String query = "https://b.h/k?Expires=" + "1".repeat(8_000) + "&Signature=" + "%41".repeat(2_000);
        assertThat(UrlMask.mask(query)).endsWith("&Signature=xxxxxx");
        assertThat(UrlMask.mask("https://b.h/" + "%25".repeat(5_000))).startsWith("https://b.h/%25");
        assertThat(UrlMask.mask("https://" + "a:".repeat(8_000))).isEqualTo("https://xxxxxx");
    }
}
