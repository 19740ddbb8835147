// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The speed follows the transfer, but not its short fluctuations. */
class TransferRateTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final TransferRate rate = new TransferRate();

    private void update(double second, long bytes) {
        rate.update(START.plusNanos((long) (second * 1e9)), bytes);
    }

    @Test
    void speedIsUnknownAfterOneUpdate() {
        update(0, 500_000);

        assertThat(rate.bytesPerSecond()).isEqualTo(TransferRate.UNKNOWN);
        assertThat(rate.timeFor(1000)).isNull();
    }

    @Test
    void resumedBytesDoNotCount() {
        update(0, 1_000_000_000);
        update(2, 1_000_004_000);

        assertThat(rate.bytesPerSecond()).isEqualTo(2000);
        assertThat(rate.timeFor(5000)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void steadyTransferHasItsSpeed() {
        for (int i = 0; i < 1000; i++) {
            update(i / 100.0, i * 1000L);
        }

        assertThat(rate.bytesPerSecond()).isCloseTo(100_000, Percentage.withPercentage(0.1));
    }

    @Test
    void slowReadChangesLittleAndLastingSlownessChangesTheSpeed() {
        for (int i = 0; i <= 100; i++) {
            update(i / 10.0, i * 1000L);
        }
        update(10.5, 101_000);
        assertThat(rate.bytesPerSecond()).isCloseTo(10_000, within(1500L));

        for (int i = 1; i <= 30; i++) {
            update(10.5 + i, 101_000 + i * 100L);
        }
        assertThat(rate.bytesPerSecond()).isCloseTo(100, within(50L));
    }

    @Test
    void restartedTransferHasNoNegativeSpeed() {
        update(0, 0);
        update(1, 1000);
        update(2, 10);
        update(3, 1010);

        assertThat(rate.bytesPerSecond()).isEqualTo(1000);
    }

    @Test
    void ignoresClockThatStandsOrGoesBack() {
        update(1, 0);
        update(1, 1000);
        update(0, 2000);
        assertThat(rate.bytesPerSecond()).isEqualTo(TransferRate.UNKNOWN);

        update(3, 4000);
        assertThat(rate.bytesPerSecond()).isEqualTo(2000);
    }

    @Test
    void noTimeIsLeftAtStandstill() {
        update(0, 1000);
        update(1, 1000);

        assertThat(rate.bytesPerSecond()).isZero();
        assertThat(rate.timeFor(1000)).isNull();
    }
}
