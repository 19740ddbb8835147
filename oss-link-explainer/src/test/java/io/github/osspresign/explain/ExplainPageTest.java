// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of findings on the page has all codes. {@code -Ddocs.update=true} writes the table instead of comparing it. */
class ExplainPageTest {

    private static final Path PAGE = Path.of("..", "docs", "explain-link.md");
    private static final String BEGIN = "<!-- begin findings -->\n";
    private static final String END = "<!-- end findings -->";

    @Test
    void tableHasEveryFinding() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String table = Arrays.stream(FindingCode.values())
                .map(ExplainPageTest::row)
                .collect(Collectors.joining("", "| code | meaning |\n| --- | --- |\n", ""));
        String current = page.substring(0, begin) + table + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, current);
        }

        assertThat(Files.readString(PAGE))
                .as("%s; -Ddocs.update=true updates it", PAGE)
                .isEqualTo(current);
    }

    /** Returns the row of a code, with the severity of those that are no errors. */
    private static String row(FindingCode code) {
        String severity = switch (code.severity()) {
            case ERROR -> "";
            case WARNING -> "Warning. ";
            case HINT -> "Hint. ";
        };
        return "| `" + code + "` | " + severity + code.meaning() + " |\n";
    }
}
