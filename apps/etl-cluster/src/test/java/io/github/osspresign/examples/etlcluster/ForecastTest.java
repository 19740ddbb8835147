// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.osspresign.examples.etlcluster.Forecast.Station;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulation agrees with the cases that can be computed. */
class ForecastTest {

    private static final List<Station> DATABASE_AND_BROKER = List.of(new Station(2, 1), new Station(1, 2));

    @Test
    void oneWorkerWaitsForNobody() {
        assertThat(Forecast.rate(1, 47, DATABASE_AND_BROKER)).isCloseTo(1000.0 / 50, within(1.0));
    }

    @Test
    void workersThatWaitMostOfTheTimeAddUp() {
        assertThat(Forecast.rate(4, 997, DATABASE_AND_BROKER)).isCloseTo(4.0, within(0.3));
    }

    @Test
    void theSlowestStationIsTheLimitOfManyWorkers() {
        assertThat(Forecast.rate(500, 47, DATABASE_AND_BROKER)).isCloseTo(500, within(10.0));
    }
}
