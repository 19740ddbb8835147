// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wait is the one that the service asks for, within reason. */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "seconds, 120, PT2M",
        "blanks round them, ' 7 ', PT7S",
        "at once, 0, PT0S",
        "a date, 'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
        "a date that has passed, 'Sun, 01 Mar 2026 11:00:00 GMT', PT0S",
        "an old form of it, 'Sunday, 01-Mar-26 12:00:30 GMT', PT30S",
        "more than a day, 999999999, PT24H",
        "a date in another year, 'Mon, 01 Mar 2027 12:00:00 GMT', PT24H"
    })
    void asks(String reason, String value, Duration expected) {
        assertThat(RetryAfter.parse(value, NOW)).as(reason).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"negative, -1", "a fraction, 1.5", "more digits than a number has, 99999999999999999999", "noise, soon"
    })
    void invalidRetryAfterIsIgnored(String reason, String value) {
        assertThat(RetryAfter.parse(value, NOW)).as(reason).isNull();
    }

    @Test
    void retryAfterMayBeMissing() {
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }
}
