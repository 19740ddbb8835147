// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import org.junit.jupiter.api.Test;

/** The suite runs and finds that all sides make the same links; no test depends on how fast they are. */
class SigningSuiteTest {

    @Test
    void everySideSignsEveryLink() throws Exception {
        Report report = new SigningSuite().run(Effort.SHORT);

        assertThat(report.checks()).hasSameSizeAs(SigningCase.values());
        assertThat(report.tables()).hasSize(SigningCase.values().length + 1);
        assertThat(report.tables().subList(0, SigningCase.values().length))
                .allSatisfy(table -> assertThat(table.sides())
                        .containsOnlyKeys(
                                "lower bound",
                                "ours",
                                "our signer alone",
                                "OSS SDK V1",
                                "OSS SDK V1, signature V1",
                                "OSS SDK V2",
                                "AWS SDK V2"));
        assertThat(report.tables().get(SigningCase.values().length).sides()).containsOnlyKeys("lower bound", "ours");
    }
}
