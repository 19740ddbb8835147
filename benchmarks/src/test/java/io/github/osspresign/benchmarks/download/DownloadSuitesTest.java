// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every suite runs, all sides make the same files, and each has its row; how long they take decides nothing. */
@Tag("benchmark")
class DownloadSuitesTest {

    @BeforeAll
    static void needsAServer() {
        assumeTrue(Bench.isPossible(), "nginx and GNU time are installed");
    }

    static Stream<Arguments> suites() {
        List<String> large = List.of(
                "curl",
                "aria2c -x1",
                "aria2c -x4",
                "osspresigned",
                "osspresigned, one connection",
                "OSS SDK V2",
                "camel-http, no stream caching");
        List<String> many = List.of(
                "curl --parallel",
                "curl --parallel, then fsync of each file",
                "curl --parallel, fsync meanwhile by 16 processes",
                "aria2c -j16",
                "osspresigned, 16 at a time",
                "osspresigned, fsync made to do nothing",
                "camel-http, one by one",
                "camel-http, 16 threads");
        List<String> far = List.of(
                "curl --parallel, 16 at a time",
                "curl --parallel, 256 at a time",
                "osspresigned, 16 at a time",
                "osspresigned, 64 at a time");
        List<String> ranged = List.of("aria2c -x8 -s8", "osspresigned, 8 ranges", "curl, one connection");
        return Stream.of(
                arguments(new LargeSuite(), List.of(large, large)),
                arguments(new ManySuite(), List.of(many)),
                arguments(new FarSuite(), List.of(far)),
                arguments(new RangedSuite(), List.of(ranged, ranged)));
    }

    /** Other programs than ours may be missing. */
    @ParameterizedTest
    @MethodSource("suites")
    void suiteHasTablesWithARowForEachSide(Suite suite, List<List<String>> tables) throws Exception {
        Report report = run(suite);

        assertThat(report.tables()).hasSameSizeAs(tables).zipSatisfy(tables, (table, sides) -> {
            assertThat(table.sides().keySet()).containsAll(sides);
            assertThat(table.sides().entrySet())
                    .filteredOn(side -> side.getKey().startsWith("osspresigned")
                            && !side.getKey().contains("do nothing"))
                    .isNotEmpty()
                    .allSatisfy(side -> assertThat(side.getValue()).containsKeys("rate", "first"));
        });
    }

    @Test
    void syscallsHasARowForEachSide() throws Exception {
        Report report = run(new SyscallsSuite());

        assertThat(report.tables()).singleElement().satisfies(table -> {
            assertThat(sides(table))
                    .containsExactly("osspresigned, 16 at a time", "camel-http, 16 threads", "curl --parallel");
            assertThat(List.copyOf(table.sides().values()).subList(0, 2))
                    .allSatisfy(figures -> assertThat(figures).containsKey("KiB"));
        });
    }

    @Test
    void troubleHasARowForEachSide() throws Exception {
        Report report = run(new TroubleSuite());

        assertThat(report.tables()).hasSize(2).allSatisfy(table -> {
            assertThat(sides(table)).containsExactly("osspresigned", "curl --retry -C -", "aria2c -x4");
            assertThat(table.sides().get("osspresigned")).containsKey("MiB twice");
        });
    }

    @Test
    void growthCountsWhatLinksAndEndpointsKeep() throws Exception {
        Report report = run(new GrowthSuite());

        assertThat(report.tables()).hasSize(3);
        assertThat(sides(report.tables().get(0))).startsWith("1").contains("10");
        assertThat(sides(report.tables().get(1))).hasSize(3);
        // However many links have come, there is one endpoint.
        assertThat(report.tables().get(2).sides())
                .containsOnlyKeys("1,000")
                .allSatisfy((links, figures) -> assertThat(figures).containsEntry("endpoints", BigDecimal.ONE));
    }

    @Test
    void uploadsHasARowForEachSide() throws Exception {
        Report report = run(new UploadSuite());

        assertThat(report.tables())
                .singleElement()
                .satisfies(table -> assertThat(table.sides())
                        .containsOnlyKeys("SDK V2 Uploader, with keys", "presign and osspresigned, by a plan")
                        .allSatisfy((side, figures) -> assertThat(figures).containsKeys("rate", "ratio")));
    }

    private static Report run(Suite suite) throws Exception {
        return suite.run(Effort.SHORT);
    }

    private static List<String> sides(Table table) {
        return List.copyOf(table.sides().keySet());
    }
}
