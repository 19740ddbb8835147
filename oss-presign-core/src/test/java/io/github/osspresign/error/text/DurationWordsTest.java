// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationWordsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 seconds",
        "PT1S, 1 second",
        "PT0.5S, 500 ms",
        "PT168H0.5S, 7 days 500 ms",
        "PT192H, 8 days",
        "PT25H1M1S, 1 day 1 hour 1 minute 1 second",
        "PT0.0000005S, PT0.0000005S",
        "PT-1S, PT-1S"
    })
    void saysTheExactDuration(Duration duration, String words) {
        assertThat(DurationWords.of(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.3S, 0 seconds",
        "PT1M59.9S, 1 minute 59 seconds",
        "PT2M, 2 minutes",
        "PT1H59M59S, 1 hour 59 minutes",
        "PT2H59M, 2 hours",
        "PT47H59M, 1 day 23 hours",
        "PT48H, 2 days",
        "PT10000H, 416 days"
    })
    void roundsDownToAUsefulUnit(Duration duration, String words) {
        assertThat(DurationWords.rounded(duration)).isEqualTo(words);
    }
}
