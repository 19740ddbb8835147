package io.github.osspresign.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A name from outside becomes the name of one file, and stays recognisable. */
class FileNameTest {

    static Stream<Arguments> names() {
        return Stream.of(
                arguments("a plain name", "report.pdf", "report.pdf"),
                arguments("kept as it is", "报告 Q1+2 (final) 100%.pdf", "报告 Q1+2 (final) 100%.pdf"),
                arguments("only the last segment", "a/b/c.txt", "c.txt"),
                arguments("of a Windows path", "C:\\dir\\c.txt", "c.txt"),
                arguments("of both", "a\\b/c\\d.txt", "d.txt"),
                arguments("of one that climbs", "../../etc/passwd", "passwd"),
                arguments("of one that climbs on Windows", "..\\..\\win.ini", "win.ini"),
                arguments("of a key that ends in a slash", "dir/", "dir"),
                arguments("an absolute path", "/etc/passwd", "passwd"),
                arguments("nothing", "", "download"),
                arguments("not even nothing", null, "download"),
                arguments("this folder", ".", "download"),
                arguments("the folder above", "..", "download"),
                arguments("many dots", "....", "download"),
                arguments("only slashes", "///", "download"),
                arguments("only blanks", " \u3000\u00a0", "download"),
                arguments("blanks round it", "  a b.txt \u00a0", "a b.txt"),
                arguments("a dot in front would hide it", ".bashrc", "bashrc"),
                arguments("dots at the end are lost on Windows", "a.txt...", "a.txt"),
                arguments("dots and blanks", " . .a.txt. .", "a.txt"),
                arguments("NUL", "a.txt\0.exe", "a.txt.exe"),
                arguments("control characters", "a\r\n\tb\u007f\u0085.txt", "ab.txt"),
                arguments("NUL between dots", ".\0.", "download"),
                arguments("a slash behind NUL", "..\0/x", "x"),
                arguments("right to left override", "photo\u202Egpj.exe", "photogpj.exe"),
                arguments("isolates and marks", "\u2066a\u2069\u200E\u200F\u061C.txt", "a.txt"),
                arguments("a byte order mark", "\uFEFFa.txt", "a.txt"),
                arguments("line separators", "a\u2028b\u2029.txt", "ab.txt"),
                arguments("a joiner that writing needs", "می\u200Cخواهم.txt", "می\u200Cخواهم.txt"),
                arguments("half a character", "a\uD83D.txt", "a.txt"),
                arguments("a whole one", "a\uD83D\uDE00.txt", "a\uD83D\uDE00.txt"),
                arguments("reserved on Windows only", "CON", "CON"),
                arguments("characters that Windows reserves", "a:b*c?\"<>|.txt", "a:b*c?\"<>|.txt"),
                arguments("the name of a part file", "a.txt.part", "a.txt.part_"),
                arguments("in any case", "a.PART", "a.PART_"),
                arguments("the name of its journal", "a.txt.part.json", "a.txt.part.json_"),
                arguments("only the word", "part", "part"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void becomes(String reason, @Nullable String remote, String expected) {
        assertThat(FileName.clean(remote)).as(reason).isEqualTo(expected);
    }

    @Test
    void longNamesAreCutBeforeTheExtension() {
        assertThat(FileName.clean("a".repeat(300) + ".gz")).hasSize(240).endsWith("aa.gz");
    }

    @Test
    void isCutBetweenCharactersNotBytes() {
        String cut = FileName.clean("报".repeat(200) + ".pdf");
        assertThat(cut).matches("报{78}\\.pdf");
        assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(240);
        assertThat(FileName.clean("\uD83D\uDE00".repeat(100) + ".pdf")).matches("(\uD83D\uDE00){59}\\.pdf");
    }

    @Test
    void whatIsTooLongForAnExtensionIsNone() {
        assertThat(FileName.clean("a." + "b".repeat(300))).hasSize(240).startsWith("a.bbb");
    }

    @Test
    void veryLongNamesTakeNoTime() {
        assertThat(FileName.clean(" ".repeat(500_000) + "x" + " ".repeat(500_000) + "y" + ".".repeat(500_000)))
                .isEqualTo("x");
        assertThat(FileName.clean("a".repeat(1_000_000))).hasSize(240);
    }

    @Test
    void numbersStandBeforeTheExtension() {
        assertThat(FileName.numbered("report.pdf", 1)).isEqualTo("report-1.pdf");
        assertThat(FileName.numbered("report", 12)).isEqualTo("report-12");
        assertThat(FileName.numbered(".hidden", 1)).isEqualTo(".hidden-1");
        assertThat(FileName.numbered("a".repeat(236) + ".pdf", 9999))
                .hasSize(240)
                .endsWith("a-9999.pdf");
    }
}
