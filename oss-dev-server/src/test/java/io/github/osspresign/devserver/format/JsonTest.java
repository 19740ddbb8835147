// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads JSON as RFC 8259 defines it, and rejects everything else. */
class JsonTest {

    @Test
    void readsEveryKindOfValue() {
        Map<String, Object> expected = new HashMap<>();
        expected.put(
                "a",
                Arrays.asList(
                        new BigDecimal("1"),
                        new BigDecimal("-2.5e3"),
                        "\u00e9\n\"\\/$",
                        true,
                        null,
                        Map.of(),
                        List.of()));
        expected.put("", false);
        assertThat(Json.read(
                        " {\"a\" : [1, -2.5e3, \"\\u00e9\\n\\\"\\\\\\/\\$\", true, null, {}, []] ,\t\"\":\r\nfalse} "))
                .isEqualTo(expected);
    }

    @Test
    void readsADollarSignWithAndWithoutABackslash() {
        assertThat(Json.read("\"$ \\$ \\\\$\"")).isEqualTo("$ $ \\$");
    }

    @Test
    void quotesWhatItReads() {
        String text = "\"\\ \n\u0001\u00e9$";
        assertThat(Json.read(Json.quote(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "\"a",
                "\"\\",
                "\"\\u12",
                "\"\\u12\uff13\uff14\"",
                "\"\\x\"",
                "\"a\nb\"",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1 \"b\":2}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1]]",
                "1 2",
                "01",
                "+1",
                ".5",
                "1.",
                "1e",
                "NaN",
                "True",
                "nul",
                "// comment\n1",
                "\0",
            })
    void rejectsWhatIsNotJson(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsMoreThanSixteenLevels() {
        assertThat(Json.read("[".repeat(16) + "]".repeat(16))).isInstanceOf(List.class);
        assertThatThrownBy(() -> Json.read("[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.read("{\"a\":".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }
}
