package io.github.osspresign.devserver.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON is read as it is defined, and nothing else is taken for it. */
class JsonReaderTest {

    @Test
    void readsEveryKindOfValue() throws Exception {
        assertThat(JsonReader.read(
                        " {\"a\" : [1, -2.5e3, \"\\u00e9\\n\\\"\\\\\\/\\$\", true, null, {}, []] ,\t\"\":\r\nfalse} "))
                .isEqualTo(new Json.Members(Map.of(
                        "a",
                        new Json.Array(List.of(
                                new Json.Numeral(new BigDecimal("1")),
                                new Json.Numeral(new BigDecimal("-2.5e3")),
                                new Json.Text("\u00e9\n\"\\/$"),
                                new Json.Word("true"),
                                new Json.Word("null"),
                                new Json.Members(Map.of()),
                                new Json.Array(List.of()))),
                        "",
                        new Json.Word("false"))));
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
                "1e9999",
                "NaN",
                "True",
                "nul",
                "// comment\n1",
                "\0",
            })
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> JsonReader.read(text))
                .isInstanceOf(JsonSyntaxException.class)
                .hasMessageStartingWith("expected ");
    }

    @Test
    void refusesToGoDeep() throws Exception {
        assertThat(JsonReader.read("[".repeat(16) + "]".repeat(16))).isInstanceOf(Json.Array.class);
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000))).isInstanceOf(JsonSyntaxException.class);
        assertThatThrownBy(() -> JsonReader.read("{\"a\":".repeat(100_000))).isInstanceOf(JsonSyntaxException.class);
    }
}
