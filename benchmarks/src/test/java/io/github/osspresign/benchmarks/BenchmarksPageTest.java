// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the tables of the page with the results that the suites have written. With {@code -Ddocs.update=true} it writes
 * the tables instead.
 */
class BenchmarksPageTest {

    private static final Path PAGE = Path.of("..", "docs", "benchmarks.md");
    private static final Path TEMPLATES = Path.of("src", "test", "resources", "page-tables.txt");
    private static final String TEMPLATE = """
            ## small
            | * | {many 17: disk: *: rate} ({many 17: disk: *: ratio}) | {many 17: disk: *: rate * 0.5} | {many 25: disk: *: rate} |
            """;
    private static final String HEAD = """
            <!-- figures: small -->
            | side | files/s | half | Java 25 |
            | --- | --- | --- | --- |
            """;

    @TempDir
    private Path folder;

    @Test
    void tablesHaveTheFiguresOfTheResults() throws IOException {
        PageTables tables = PageTables.of(Results.read(Path.of("results.json")), Files.readString(TEMPLATES));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, tables.updated(Files.readString(PAGE)));
        }

        String page = Files.readString(PAGE);
        assertThat(page).as("-Ddocs.update=true corrects it").isEqualTo(tables.updated(page));
    }

    /** Nobody would notice that a figure in a sentence is no longer that of the last run. */
    @Test
    void sentencesHaveNoFigures() throws IOException {
        assertThat(Files.readString(PAGE).replaceAll("(?s)<!--.*?-->|```.*?```|`[^`\n]*`", ""))
                .satisfies(prose -> assertThat(prose.lines().filter(line -> !line.startsWith("|")))
                        .noneMatch(line -> line.matches(".*\\d\\.\\d.*")));
    }

    @Test
    void rowsFollowTheResults() throws IOException {
        Results results = results();

        assertThat(PageTables.of(results, TEMPLATE).updated(HEAD + "| curl | 1 | 2 | 3 |\n\nText.\n"))
                .isEqualTo(HEAD + "| curl | 9,901 (1.00) | 5,000 | |\n| ours | 12 (0.10*) | 6.0 | |\n\nText.\n");
    }

    @Test
    void rowWithoutAnyFigureIsRejected() throws IOException {
        PageTables tables = PageTables.of(results(), TEMPLATE.replace("disk", "moon"));

        assertThatThrownBy(() -> tables.updated(HEAD))
                .hasMessageStartingWith("results: must have a figure for the row | * | {many 17: moon");
    }

    @Test
    void nextRunReplacesItsOwnFiguresOnly() throws IOException {
        Path file = folder.resolve("results.json");
        results().write(file);

        Results next = Results.read(file);
        next.add("many 25", Map.of("runs", 1), new Report(1, List.of(), List.of(new Table("disk"))));
        next.add(
                "many 17",
                Map.of("runs", 5),
                new Report(1, List.of(), List.of(new Table("memory").number("curl", "rate", 7, 1))));
        next.write(file);

        assertThat(file).hasContent("""
                {
                  "many 17": {
                    "memory": {
                      "curl": {"rate":7.0}
                    }
                  },
                  "many 25": {
                    "disk": {}
                  },
                  "runs": {
                    "many 17": {"runs":5},
                    "many 25": {"runs":1}
                  }
                }
                """);
    }

    private static Results results() throws IOException {
        Results results = Results.read(Path.of("none.json"));
        Table table = new Table("disk")
                .number("curl", "rate", 9900.99, 0)
                .ratio("curl", 1, Double.NaN)
                .number("ours", "rate", 12, 0)
                .ratio("ours", 0.1, 27);
        results.add("many 17", Map.of("runs", 3), new Report(3, List.of(), List.of(table)));
        return results;
    }
}
