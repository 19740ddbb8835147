// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The measurements of the README run, and the links that they send are loaded once. */
@Tag("slow")
class GrowthTest {

    private final List<String> rows = new ArrayList<>();
    private final Growth growth = new Growth(20, rows::add);

    @Test
    @Tag("long")
    void workersThatAreKilledAndAddedLoadEachLinkOnce() throws Exception {
        long seed = System.nanoTime();
        Growth.Outcome outcome = growth.disturb(2, Duration.ofSeconds(12), 5, new Random(seed));

        assertThat(outcome.isComplete()).as("seed %d, %s", seed, rows).isTrue();
        assertThat(outcome.rebalances()).isPositive();
        assertThat(rows).anyMatch(row -> row.startsWith("| 1 |"));
    }

    @Test
    void aNumberOfWorkersHasARate() throws Exception {
        List<Growth.Outcome> outcomes = growth.measure(List.of(2));

        assertThat(outcomes).hasSize(1).allMatch(Growth.Outcome::isComplete);
        assertThat(rows).hasSize(3).last().asString().startsWith("| 2 |");
    }

    @Test
    void processesSignAtTheSameTime() throws Exception {
        assertThat(SigningGrowth.measure(2, 1)).isPositive();
    }
}
