// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.examples.etlcluster.ReplacedObjects.Differences;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The measurement of the README runs, and the links that it sends are loaded once. */
@Tag("slow")
class GrowthTest {

    @Test
    void aNumberOfWorkersHasARate() throws Exception {
        Growth.Result result = Growth.measure(2, 20);

        assertThat(result.differences()).isEqualTo(new Differences(0, 0, 0));
        assertThat(result.rate()).isPositive();
        assertThat(result.row(2)).startsWith("| 2 | ").endsWith(" | 0 | 0 |");
    }
}
