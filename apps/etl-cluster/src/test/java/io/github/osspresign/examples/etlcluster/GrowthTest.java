// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The measurement of the README runs, and the links that it sends are loaded once. */
@Tag("slow")
class GrowthTest {

    @Test
    void aNumberOfWorkersHasARate() throws Exception {
        List<String> rows = new ArrayList<>();

        List<Growth.Outcome> outcomes = new Growth(20, rows::add).measure(List.of(2));

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.isComplete()).isTrue();
            assertThat(outcome.rebalances()).isPositive();
        });
        assertThat(rows).hasSize(3).last().asString().startsWith("| 2 |");
    }
}
