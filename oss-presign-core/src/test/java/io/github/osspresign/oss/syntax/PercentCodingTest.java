// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLEncoder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoding is that of RFC 3986 for all characters but the unreserved ones; decoding is its reverse. */
class PercentCodingTest {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    @Test
    void encodesAllAsciiCharactersExceptUnreservedOnes() {
        for (int c = 0; c < 0x80; c++) {
            String text = String.valueOf((char) c);
            String expected = UNRESERVED.indexOf(c) >= 0 ? text : "%" + hex(c);

            assertThat(PercentCoding.PARAMETER.encode(text)).isEqualTo(expected);
            assertThat(PercentCoding.PATH.encode(text)).isEqualTo(c == '/' ? "/" : expected);
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
                String encoded = PercentCoding.PARAMETER.encode(text);
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

            assertThat(PercentCoding.PARAMETER.encode(text)).as("seed %d", seed).isEqualTo(encodedByJdk(text));
            assertThat(PercentCoding.PATH.encode(text))
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

    @Test
    void keepsOnlyTheGivenMarks() {
        assertThat(new PercentCoding("!'").encode("a1-._~!'/%")).isEqualTo("a1%2D%2E%5F%7E!'%2F%25");
    }

    @Test
    void encodesBytesThatAreNoText() {
        assertThat(PercentCoding.PARAMETER.encode(new byte[] {'a', '/', 0x0a, (byte) 0xff}))
                .isEqualTo("a%2F%0A%FF");
        assertThat(PercentCoding.PATH.encode(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a%2Fb%E4%B8%AD, a/b中",
        "a+b, a+b",
        "%41%6a%6A, Ajj",
        "中%C3%A9, 中é",
        "%F0%9F%98%80, 😀",
    })
    void decodesTexts(String encoded, String text) {
        assertThat(PercentCoding.decode(encoded)).isEqualTo(text);
        assertThat(PercentCoding.decodeLeniently(encoded)).isEqualTo(text);
        assertThat(PercentCoding.decodeParameter(encoded)).isEqualTo(text.replace('+', ' '));
        assertThat(PercentCoding.decodeParameterLeniently(encoded)).isEqualTo(text.replace('+', ' '));
        assertThat(PercentCoding.isWellFormed(encoded)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "100%, 100%",
        "%4, %4",
        "%zz%41, %zzA",
        "%%41, %A",
        "%+1, %+1",
        "%-1, %-1",
        "%\uff14\uff11, %\uff14\uff11",
    })
    void keepsMalformedEncodingsWhenLenient(String encoded, String text) {
        assertThat(PercentCoding.decodeLeniently(encoded)).isEqualTo(text);
        assertThat(PercentCoding.isWellFormed(encoded)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PercentCoding.decode(encoded))
                .withMessage("must have two hexadecimal digits after each percent sign");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%E4%B8", "%C0%80", "%ED%A0%80"})
    void replacesBytesThatAreNotUtf8WhenLenient(String encoded) {
        assertThat(PercentCoding.decodeLeniently(encoded)).matches("\ufffd+");
        assertThat(PercentCoding.isWellFormed(encoded)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PercentCoding.decode(encoded))
                .withMessage("must be percent-encoded UTF-8");
    }
}
