// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.osspresign.examples.etlcluster.Forecast.Station;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulation agrees with the cases that can be computed. */
class ForecastTest {

    private static final List<Station> DATABASE_AND_BROKER = List.of(new Station(2, 1), new Station(1, 2));

    @ParameterizedTest
    @CsvSource({
        "one worker waits for nobody, 1, 47, 20, 1",
        "workers that wait most of the time add up, 4, 997, 4, 0.3",
        "the slowest station is the limit of many workers, 500, 47, 500, 10"
    })
    void rateIsThatOfACaseThatCanBeComputed(String name, int workers, double alone, double rate, double offset) {
        assertThat(Forecast.rate(workers, alone, DATABASE_AND_BROKER)).as(name).isCloseTo(rate, within(offset));
    }
}
