package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Percent-encoding is that of RFC 3986 for all characters but the unreserved ones. */
class PercentEncodingTest {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    @Test
    void encodesAllAsciiCharactersExceptUnreservedOnes() {
        for (int c = 0; c < 0x80; c++) {
            String text = String.valueOf((char) c);
            String expected = UNRESERVED.indexOf(c) >= 0 ? text : "%" + hex(c);

            assertThat(PercentEncoding.encode(text)).isEqualTo(expected);
            assertThat(path(text)).isEqualTo(c == '/' ? "/" : expected);
        }
    }

    private static String hex(int c) {
        return "" + "0123456789ABCDEF".charAt(c / 16) + "0123456789ABCDEF".charAt(c % 16);
    }

    @Test
    void encodesEveryCodePointLikeJdk() {
        for (int codePoint = 0x80; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                String text = Character.toString(codePoint);
                String encoded = PercentEncoding.encode(text);
                if (!encoded.equals(encodedByJdk(text))) {
                    assertThat(encoded).as("U+%X", codePoint).isEqualTo(encodedByJdk(text));
                }
            }
        }
    }

    @Test
    void encodesRandomTextsLikeJdk() {
        long seed = Long.getLong("seed", 20260105L);
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String text = random.ints(random.nextInt(30), 0, Character.MAX_CODE_POINT + 1)
                    .map(c -> random.nextBoolean() ? c % 0x80 : c)
                    .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(PercentEncoding.encode(text)).as("seed %d", seed).isEqualTo(encodedByJdk(text));
            assertThat(path(text))
                    .as("seed %d", seed)
                    .isEqualTo(encodedByJdk(text).replace("%2F", "/"));
        }
    }

    /** Returns the text encoded by the JDK. The JDK encodes forms, which encode three characters differently. */
    private static String encodedByJdk(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String path(String key) {
        SigningBuffer target = new SigningBuffer(0, 0);
        PercentEncoding.appendPath(target, key);
        return target.toString();
    }
}
