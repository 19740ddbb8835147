// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import org.junit.jupiter.api.Test;

/** The suite runs and finds that all sides compute the same checksum. */
class Crc64SuiteTest {

    @Test
    void everySideComputesTheChecksumOfPiecesOfEverySize() throws Exception {
        Report report = new Crc64Suite().run(Effort.SHORT);

        assertThat(report.tables())
                .hasSize(3)
                .allSatisfy(table -> assertThat(table.sides()).containsOnlyKeys("ours", "OSS SDK V1", "OSS SDK V2"));
    }
}
