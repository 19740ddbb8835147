// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                arguments("a device of Windows", "CON", "CON_"),
                arguments("with an extension", "con.txt", "con_.txt"),
                arguments("with two", "Nul.tar.gz", "Nul_.tar.gz"),
                arguments("with blanks behind it", "aux  .txt", "aux_  .txt"),
                arguments("a printer", "prn", "prn_"),
                arguments("a port", "COM1", "COM1_"),
                arguments("a port with a raised number", "lpt\u00B2.log", "lpt\u00B2_.log"),
                arguments("the console", "CONIN$", "CONIN$_"),
                arguments("behind a dot and a blank", ". con", "con_"),
                arguments("only the beginning", "console.txt", "console.txt"),
                arguments("only the extension", "a.con", "a.con"),
                arguments("no port", "com10", "com10"),
                arguments("characters that Windows reserves", "a:b*c?\"<>|.txt", "a_b_c_____.txt"),
                arguments("a stream of a Windows file", "a.txt:evil.exe", "a.txt_evil.exe"),
                arguments("nothing but those", "???", "___"),
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
        assertThat(FileName.clean("a".repeat(300) + ".gz")).hasSize(255).endsWith("aa.gz");
        assertThat(FileName.clean("a".repeat(252) + ".gz")).isEqualTo("a".repeat(252) + ".gz");
    }

    @Test
    void longFileNameIsCutBetweenCharacters() {
        assertThat(FileName.clean("报".repeat(200) + ".pdf")).matches("报{83}\\.pdf");
        assertThat(FileName.clean("\uD83D\uDE00".repeat(100) + ".pdf")).matches("(\uD83D\uDE00){62}\\.pdf");
    }

    @Test
    void aLetterKeepsItsAccents() {
        // Two accents on each, five bytes in all: 50 fit into 251.
        assertThat(FileName.clean("a\u0323\u0302".repeat(60) + ".pdf")).matches("(a\u0323\u0302){50}\\.pdf");
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        assertThat(FileName.clean(family.repeat(20) + ".pdf")).matches("(" + family + "){13}\\.pdf");
    }

    @Test
    void aLetterWithAccentsWithoutEndLosesSome() {
        assertThat(FileName.clean("a" + "\u0301".repeat(100_000) + ".pdf")).matches("a\u0301{125}\\.pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ä", "报", "\uD83D\uDE00", "e\u0301", "\u00A0x", ".a"})
    void theFileSystemTakesEveryName(String unit, @TempDir Path directory) throws Exception {
        for (int length = 1; length < 280; length += 7) {
            String name = FileName.clean(unit.repeat(length) + ".tar.gz");
            assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(255);
            Files.createFile(directory.resolve(name));
            Files.delete(directory.resolve(name));
        }
    }

    @Test
    void whatIsTooLongForAnExtensionIsNone() {
        assertThat(FileName.clean("a." + "b".repeat(300))).hasSize(255).startsWith("a.bbb");
    }

    @Test
    void veryLongNamesTakeNoTime() {
        assertThat(FileName.clean(" ".repeat(500_000) + "x" + " ".repeat(500_000) + "y" + ".".repeat(500_000)))
                .isEqualTo("x");
        assertThat(FileName.clean("a".repeat(1_000_000))).hasSize(255);
        assertThat(FileName.clean(":".repeat(1_000_000))).hasSize(255);
    }

    @Test
    void numbersStandBeforeTheExtension() {
        assertThat(FileName.numbered("report.pdf", 1)).isEqualTo("report-1.pdf");
        assertThat(FileName.numbered("report", 12)).isEqualTo("report-12");
        assertThat(FileName.numbered(".hidden", 1)).isEqualTo(".hidden-1");
        assertThat(FileName.numbered("a".repeat(251) + ".pdf", 9999))
                .hasSize(255)
                .endsWith("a-9999.pdf");
    }
}
