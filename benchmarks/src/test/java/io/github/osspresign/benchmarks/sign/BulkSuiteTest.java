// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import org.junit.jupiter.api.Test;

/** Many keys are signed in a process with a small heap. */
class BulkSuiteTest {

    @Test
    void everyKeyGetsItsLinkWhetherGivenOrListed() throws Exception {
        Report report = new BulkSuite().run(Effort.SHORT);

        assertThat(report.tables())
                .hasSize(2)
                .allSatisfy(table -> assertThat(table.sides().values())
                        .hasSize(12)
                        .allSatisfy(figures -> assertThat(figures).containsKeys("rate", "MiB in use")));
    }
}
