// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The suite runs and finds that all sides make the same links; no test depends on how fast they are. */
class SigningSuiteTest {

    @Test
    void everySideSignsEveryLinkOnOneThreadAndOnTwo() throws Exception {
        Report report = new SigningSuite().run(Effort.SHORT);

        assertThat(report.checks()).hasSameSizeAs(SigningCase.values());
        assertThat(report.tables())
                .hasSize(2 * SigningCase.values().length)
                .allSatisfy(table -> assertThat(table.rows())
                        .extracting(row -> row.get(1))
                        .containsExactly(
                                "lower bound",
                                "ours",
                                "our signer alone, request and time given",
                                "OSS SDK V1",
                                "OSS SDK V1, signature version V1",
                                "OSS SDK V2",
                                "AWS SDK V2, S3Presigner"));
        assertThat(report.tables())
                .extracting(table -> table.rows().get(0).subList(0, 3))
                .containsExactly(
                        List.of("short key", "lower bound", "1"),
                        List.of("CJK key of 200 bytes", "lower bound", "1"),
                        List.of("with STS token", "lower bound", "1"),
                        List.of("with five parameters", "lower bound", "1"),
                        List.of("short key", "lower bound", "2"),
                        List.of("CJK key of 200 bytes", "lower bound", "2"),
                        List.of("with STS token", "lower bound", "2"),
                        List.of("with five parameters", "lower bound", "2"));
    }
}
