// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any value is formatted on one line, printable and of limited length. */
class QuotedTest {

    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

    @ParameterizedTest
    @CsvSource({
        "plain, 'plain'",
        "é 字 😀 \\, 'é 字 😀 \\'",
        "'', ''",
    })
    void keepsPrintableText(String text, String shown) {
        assertThat(Quoted.of(text)).isEqualTo("'" + shown + "'");
        assertThat(Quoted.text(text)).isEqualTo(shown);
    }

    @Test
    void escapesCharactersWithoutGlyph() {
        assertThat(Quoted.of("a\r\nb\tc\0\u001b[31m\u007f\u0085"))
                .isEqualTo("'a\\r\\nb\\tc\\u0000\\u001B[31m\\u007F\\u0085'");
        assertThat(Quoted.of("txt\u202egnp \u2066\u200b\ufeff\u2028"))
                .isEqualTo("'txt\\u202Egnp \\u2066\\u200B\\uFEFF\\u2028'");
        assertThat(Quoted.of("\ud83d \ude00 \ue000")).isEqualTo("'\\uD83D \\uDE00 \\uE000'");
        assertThat(Quoted.of(Character.toString(0xe0041))).isEqualTo("'\\u{E0041}'");
    }

    @Test
    void formatsNullAsWord() {
        assertThat(Quoted.of(null)).isEqualTo("'null'");
    }

    @Test
    void shortensLongTextAndShowsItsLength() {
        assertThat(Quoted.of("x".repeat(200))).isEqualTo("'" + "x".repeat(200) + "'");
        assertThat(Quoted.of("x".repeat(100_000))).isEqualTo("'" + "x".repeat(179) + "…' (100000 characters)");
        assertThat(Quoted.text("\n".repeat(201))).isEqualTo("\\n".repeat(91) + "… (201 characters)");
    }

    @Test
    void shortensTextBetweenCharactersAndEscapes() {
        assertThat(Quoted.text("a" + "😀".repeat(200))).isEqualTo("a" + "😀".repeat(90) + "… (401 characters)");
        assertThat(Quoted.text("\u202e".repeat(200))).isEqualTo("\\u202E".repeat(30) + "… (200 characters)");
    }

    @Test
    void formatsRandomTextInOneShortPrintableLine() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String text = random.ints(random.nextInt(400), 0, 0x10000)
                    .collect(StringBuilder::new, (all, c) -> all.append((char) c), StringBuilder::append)
                    .toString();
            String shown = Quoted.text(text);
            assertThat(shown).as("seed %d", seed).hasSizeLessThanOrEqualTo(Quoted.MAX_LENGTH);
            assertThat(NOT_PRINTABLE.matcher(shown).find()).as("seed %d", seed).isFalse();
            assertThat(Quoted.text(shown)).as("shown again, seed %d", seed).isEqualTo(shown);
        }
    }
}
