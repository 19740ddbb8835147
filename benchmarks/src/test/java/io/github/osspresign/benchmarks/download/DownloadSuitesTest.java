// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every suite runs, all sides make the same files, and each has its row; how long they take decides nothing. */
@Tag("benchmark")
class DownloadSuitesTest {

    @BeforeAll
    static void needsAServer() {
        assumeTrue(Bench.isPossible(), "nginx and GNU time are installed");
    }

    @Test
    void largeHasARowForEachSide() throws Exception {
        Report report = run(new LargeSuite());

        assertThat(report.tables()).hasSize(2);
        assertThat(report.tables())
                .allSatisfy(table -> assertThat(sides(table))
                        .contains(
                                "curl",
                                "aria2c -x1",
                                "aria2c -x4",
                                "osspresigned",
                                "osspresigned, one connection",
                                "OSS SDK V2",
                                "camel-http, no stream caching"));
        assertThat(sides(report.tables().get(0))).contains("camel-http, stream caching, 1 GiB heap");
        assertThat(sides(report.tables().get(1))).contains("curl, then fsync");
        assertThat(report.tables()).allSatisfy(DownloadSuitesTest::oursHaveRun);
    }

    @Test
    void manyHasARowForEachSide() throws Exception {
        Report report = run(new ManySuite());

        assertThat(report.tables()).singleElement().satisfies(table -> {
            assertThat(sides(table))
                    .containsExactly(
                            "curl --parallel",
                            "curl --parallel, then fsync of each file",
                            "aria2c -j16",
                            "osspresigned, 16 at a time",
                            "osspresigned, fsync made to do nothing",
                            "camel-http, one by one",
                            "camel-http, 16 threads");
            oursHaveRun(table);
        });
    }

    @Test
    void farHasARowForEachNumberOfLinksAtATime() throws Exception {
        Report report = run(new FarSuite());

        assertThat(report.tables()).singleElement().satisfies(table -> {
            assertThat(sides(table))
                    .startsWith(
                            "curl --parallel, 16 at a time",
                            "curl --parallel, 256 at a time",
                            "osspresigned, 16 at a time",
                            "osspresigned, 64 at a time");
            oursHaveRun(table);
        });
    }

    @Test
    void syscallsHasARowForEachSide() throws Exception {
        Report report = run(new SyscallsSuite());

        assertThat(report.tables()).singleElement().satisfies(table -> {
            assertThat(sides(table))
                    .containsExactly("osspresigned, 16 at a time", "camel-http, 16 threads", "curl --parallel");
            assertThat(table.rows().subList(0, 2)).allSatisfy(row -> {
                assertThat(row.get(1)).matches("-?[0-9.]+|strace is not installed");
                assertThat(row.get(3)).matches("[0-9.]+");
            });
        });
    }

    @Test
    void rangedHasARowForEachSideNearAndFar() throws Exception {
        Report report = run(new RangedSuite());

        assertThat(report.tables()).hasSize(2).allSatisfy(table -> {
            assertThat(sides(table))
                    .containsExactly("aria2c -x8 -s8", "osspresigned, 8 ranges", "curl, one connection");
            oursHaveRun(table);
        });
    }

    @Test
    void troubleHasARowForEachSide() throws Exception {
        Report report = run(new TroubleSuite());

        assertThat(report.tables()).hasSize(4);
        assertThat(report.tables().subList(0, 2))
                .allSatisfy(table ->
                        assertThat(sides(table)).containsExactly("osspresigned", "curl --retry -C -", "aria2c -x4"));
        assertThat(sides(report.tables().get(2))).hasSize(2);
        // However many links have come, there is one endpoint.
        assertThat(report.tables().get(3).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.get(1)).isEqualTo("1"));
    }

    @Test
    void uploadsHasARowForEachSide() throws Exception {
        Report report = run(new UploadSuite());

        assertThat(report.tables()).singleElement().satisfies(table -> {
            assertThat(sides(table))
                    .containsExactly("SDK V2 Uploader, with keys", "presign and osspresigned, by a plan");
            assertThat(table.rows()).allSatisfy(row -> assertThat(row.get(2)).matches("[0-9.]+"));
        });
    }

    private static Report run(Suite suite) throws Exception {
        return suite.run(Effort.SHORT);
    }

    private static List<String> sides(Table table) {
        return table.rows().stream().map(row -> row.get(0)).toList();
    }

    /** Other programs may be missing. */
    private static void oursHaveRun(Table table) {
        assertThat(table.rows())
                .filteredOn(row ->
                        row.get(0).startsWith("osspresigned") && !row.get(0).contains("do nothing"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get(2)).matches("[0-9.]+"));
    }
}
