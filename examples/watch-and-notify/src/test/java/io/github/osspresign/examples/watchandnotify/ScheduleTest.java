// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures delay what has failed, up to ten minutes. */
class ScheduleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock(START);
    private final Schedule schedule = new Schedule(clock, QuietHours.of("22:00-23:00 UTC"), Duration.ofMinutes(1));

    @ParameterizedTest
    @CsvSource({"0, PT1S", "1, PT2S", "9, PT512S", "10, PT600S", "63, PT600S", "2147483647, PT600S"})
    void delayDoublesUpToTenMinutes(int failedBefore, Duration delay) {
        assertThat(schedule.retryTime(failedBefore).toInstant()).isEqualTo(START.plus(delay));
    }

    @Test
    void failedMailWaits() {
        schedule.mailFailed();
        schedule.mailFailed();
        assertThat(schedule.isMailTime()).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(schedule.isMailTime()).isTrue();

        schedule.mailSent();
        schedule.mailFailed();
        clock.advance(Duration.ofSeconds(1));
        assertThat(schedule.isMailTime()).isTrue();
    }

    @Test
    void mailClosesAfterTheDigestWindow() {
        assertThat(schedule.closingTime()).isEqualTo(OffsetDateTime.parse("2025-12-31T23:59:00Z"));
    }
}
