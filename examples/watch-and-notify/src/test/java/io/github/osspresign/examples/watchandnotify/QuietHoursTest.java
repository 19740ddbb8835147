// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quiet hours follow the clocks of their time zone. */
class QuietHoursTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            22:00-07:00 Asia/Shanghai,    2026-01-01T13:59:59Z, false
            22:00-07:00 Asia/Shanghai,    2026-01-01T14:00:00Z, true
            22:00-07:00 Asia/Shanghai,    2026-01-01T22:59:59Z, true
            22:00-07:00 Asia/Shanghai,    2026-01-01T23:00:00Z, false
            12:00-13:30 UTC,              2026-01-01T13:29:59Z, true
            12:00-13:30 UTC,              2026-01-01T13:30:00Z, false
            00:00-06:00 UTC,              2026-01-01T00:00:00Z, true
            00:00-06:00 UTC,              2025-12-31T23:59:59Z, false
            18:00-00:00 UTC,              2026-01-01T23:59:59Z, true
            18:00-00:00 UTC,              2026-01-01T00:00:00Z, false
            00:00-00:00 UTC,              2026-01-01T00:00:00Z, false
            08:00-08:00 UTC,              2026-01-01T20:00:00Z, false
            22:00-07:00 Europe/Berlin,    2026-03-29T04:59:59Z, true
            22:00-07:00 Europe/Berlin,    2026-03-29T05:00:00Z, false
            22:00-07:00 Europe/Berlin,    2026-10-24T19:59:59Z, false
            22:00-07:00 Europe/Berlin,    2026-10-24T20:00:00Z, true
            22:00-07:00 Europe/Berlin,    2026-10-25T05:59:59Z, true
            22:00-07:00 Europe/Berlin,    2026-10-25T06:00:00Z, false
            01:00-02:30 Europe/Berlin,    2026-03-29T00:59:59Z, true
            01:00-02:30 Europe/Berlin,    2026-03-29T01:00:00Z, false
            """)
    void containsTheHoursByLocalClocks(String hours, Instant moment, boolean isQuiet) {
        assertThat(QuietHours.of(hours).contains(moment)).isEqualTo(isQuiet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "22:00",
                "22:00-07:00",
                "22-07 UTC",
                "22:00-25:00 UTC",
                "22:00-07:00 Nowhere/City",
                "22:00 07:00"
            })
    void textOfAnotherFormIsRefused(String hours) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuietHours.of(hours))
                .withMessageStartingWith("QUIET_HOURS: must be two times and a time zone")
                .withMessageEndingWith("was '" + hours + "'");
    }
}
