// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import org.junit.jupiter.api.Test;

/** Many keys are signed in a process with a small heap. */
class BulkSuiteTest {

    @Test
    void everyKeyGetsItsLink() throws Exception {
        Report report = new BulkSuite().run(Effort.SHORT);

        assertThat(report.checks()).singleElement().asString().contains("120,000 links");
        assertThat(report.tables())
                .singleElement()
                .satisfies(table -> assertThat(table.rows())
                        .extracting(row -> row.get(1))
                        .hasSize(12)
                        .startsWith("one by one", "signAll")
                        .endsWith("signAll", "one by one"));
    }
}
