// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import org.junit.jupiter.api.Test;

/** The routes run, and their links are the same. */
class RouteSuiteTest {

    @Test
    void everyRouteRunsOnOneThreadAndOnTwo() throws Exception {
        Report report = new RouteSuite().run(Effort.SHORT);

        assertThat(report.checks()).hasSize(3).allMatch(check -> check.contains("our signature, bit for bit"));
        assertThat(report.tables())
                .hasSize(2)
                .allSatisfy(table -> assertThat(table.sides())
                        .containsOnlyKeys("without a link", "presign:", "OSS SDK V1", "OSS SDK V2"));
    }
}
