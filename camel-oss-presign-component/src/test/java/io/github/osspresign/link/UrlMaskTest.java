package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be logged tells where a link points and how long it lives, and is of no use to a thief. */
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
                + " https://b.h/k?X-Amz-Signature=xxxxxx&sig=xxxxxx&se=xxxxxx",
        "in any case, https://b.h/k?EXPIRES=17&SIGNATURE=a, https://b.h/k?EXPIRES=17&SIGNATURE=xxxxxx",
        "what the recipient sees, 'https://h/k?x-oss-process=image%2Fresize,w_1&response-content-type=text/plain',"
                + " 'https://h/k?x-oss-process=image%2Fresize,w_1&response-content-type=text/plain'",
        "a sub-resource, https://b.h/k?symlink&versionId=CAEQ, https://b.h/k?symlink&versionId=CAEQ",
        "a bare token, https://b.h/k?0123456789abcdef, https://b.h/k?xxxxxx",
        "a token for a name, https://b.h/k?f2f5cd2abafee71bb61c399d66696b04cab13203d1=1, https://b.h/k?xxxxxx=xxxxxx",
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
        "inside another, https://b.h/r?url=https%3A%2F%2Fb.h%3FSignature%3Da, https://b.h/r?url=xxxxxx"
    })
    void masks(String reason, String url, String expected) {
        assertThat(UrlMask.mask(url)).as(reason).isEqualTo(expected);
    }

    @Test
    void isOneLineOfPlainText() {
        assertThat(UrlMask.mask("https://b.h/a\r\nb\u001b[2Jc\u202Ed\u2028e\0f"))
                .isEqualTo("https://b.h/a��b�[2Jc�d�e�f");
    }

    @Test
    void findsTheSecretsInTheFormsThatTheyMayComeBackIn() {
        List<String> secrets = UrlMask.secrets("https://b.h/k?OSSAccessKeyId=LTAIexample&Expires=1767225600"
                + "&Signature=dcLTea%2BYh9ApirQ8o8dOPqtvJXQ%3D&x-oss-process=image%2Fresize");
        assertThat(secrets)
                .contains("LTAIexample", "dcLTea%2BYh9ApirQ8o8dOPqtvJXQ%3D", "dcLTea+Yh9ApirQ8o8dOPqtvJXQ=")
                .contains("dcLTea Yh9ApirQ8o8dOPqtvJXQ=")
                .doesNotContain("1767225600", "image%2Fresize", "image/resize");
    }

    @Test
    void aSecretThatIsNotDecodableIsStillOne() {
        assertThat(UrlMask.secrets("https://b.h/k?Signature=abcdefgh%zz")).containsExactly("abcdefgh%zz");
        assertThat(UrlMask.secrets("https://b.h/k?0123456789abcdef")).contains("0123456789abcdef");
    }

    @Test
    void whatIsShortIsNoSecret() {
        assertThat(UrlMask.secrets("https://b.h/k?list-type=2&a=b")).isEmpty();
        assertThat(UrlMask.secrets("https://b.h/k")).isEmpty();
    }

    @Test
    void noNoiseRoundASignatureMakesItShow() {
        long seed = 11;
        Random random = new Random(seed);
        String signature = "f2f5cd2abafee71bb61c399d66696b04";
        for (int round = 0; round < 50_000; round++) {
            String url = "https://b.h/" + noise(random) + "?" + noise(random) + "x-oss-signature=" + signature
                    + noise(random);
            assertThat(UrlMask.mask(url)).as("seed %s: %s", seed, url).doesNotContain(signature);
        }
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
    void longTextsAreNoTrouble() {
        String query = "https://b.h/k?Expires=" + "1".repeat(500_000) + "&Signature=" + "%41".repeat(200_000);
        assertThat(UrlMask.mask(query)).endsWith("&Signature=xxxxxx");
        assertThat(UrlMask.mask("https://b.h/" + "%25".repeat(200_000))).startsWith("https://b.h/%25");
        assertThat(UrlMask.mask("https://" + "a:".repeat(200_000))).isEqualTo("https://xxxxxx");
    }
}
