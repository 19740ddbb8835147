// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.benchmarks.checksum.Crc64Suite;
import io.github.osspresign.benchmarks.sign.BulkSuite;
import io.github.osspresign.benchmarks.sign.RouteSuite;
import io.github.osspresign.benchmarks.sign.SigningSuite;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The suites without a download run and find that all sides do the same; no test depends on how fast they are. */
@Tag("benchmark")
class SuitesTest {

    @Test
    void everySideSignsEveryLink() throws Exception {
        Report report = new SigningSuite().run(Effort.SHORT);

        List<Table> tables = report.tables();
        assertThat(report.checks()).isNotEmpty().hasSize(tables.size() - 1);
        assertThat(tables.subList(0, tables.size() - 1))
                .allSatisfy(table -> assertThat(table.sides())
                        .containsOnlyKeys(
                                "lower bound",
                                "ours",
                                "our signer alone",
                                "OSS SDK V1",
                                "OSS SDK V1, signature V1",
                                "OSS SDK V2",
                                "AWS SDK V2"));
        assertThat(tables.get(tables.size() - 1).sides()).containsOnlyKeys("lower bound", "ours");
    }

    @Test
    void everyRouteRunsOnOneThreadAndOnTwo() throws Exception {
        Report report = new RouteSuite().run(Effort.SHORT);

        assertThat(report.checks()).hasSize(3).allMatch(check -> check.contains("our signature, bit for bit"));
        assertThat(report.tables())
                .hasSize(2)
                .allSatisfy(table -> assertThat(table.sides())
                        .containsOnlyKeys("without a link", "presign:", "OSS SDK V1", "OSS SDK V2"));
    }

    @Test
    void everyKeyGetsItsLinkWithASmallHeapWhetherGivenOrListed() throws Exception {
        assertThat(new BulkSuite().run(Effort.SHORT).tables())
                .hasSize(2)
                .allSatisfy(table -> assertThat(table.sides().values())
                        .hasSize(12)
                        .allSatisfy(figures -> assertThat(figures).containsKeys("rate", "MiB in use")));
    }

    @Test
    void everySideComputesTheChecksumOfPiecesOfEverySize() throws Exception {
        assertThat(new Crc64Suite().run(Effort.SHORT).tables())
                .hasSize(3)
                .allSatisfy(table -> assertThat(table.sides()).containsOnlyKeys("ours", "OSS SDK V1", "OSS SDK V2"));
    }
}
