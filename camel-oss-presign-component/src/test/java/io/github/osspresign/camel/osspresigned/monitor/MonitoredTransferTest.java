// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStatus;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.SettableClock;
import io.github.osspresign.transfer.model.TransferProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The speed is the average since the start of the transfer. */
class MonitoredTransferTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final long UNKNOWN = -1;

    private final SettableClock clock = new SettableClock(START);
    private final AtomicReference<@Nullable TransferStatus> latest = new AtomicReference<>();
    private final MonitoredTransfer transfer = started();

    private MonitoredTransfer started() {
        TransferMonitor monitor = new TransferMonitor(clock);
        DefaultCamelContext context = new DefaultCamelContext();
        monitor.listen(context, new TransferListener() {
            @Override
            public void progress(TransferStatus status) {
                latest.set(status);
            }
        });
        return monitor.start(
                PresignedLink.of("https://demo.oss-cn-hangzhou.aliyuncs.com/a?Signature=b"),
                new DefaultExchange(context));
    }

    private TransferStatus progress(double second, long bytes, long total) {
        clock.advance(Duration.between(clock.instant(), START.plusNanos((long) (second * 1e9))));
        transfer.progress(new TransferProgress("https://demo", "a", bytes, total, false));
        return Objects.requireNonNull(latest.get());
    }

    @Test
    void speedIsUnknownAfterOneUpdate() {
        TransferStatus status = progress(0, 500_000, 501_000);

        assertThat(status.bytesPerSecond()).isEqualTo(UNKNOWN);
        assertThat(status.timeLeft()).isNull();
    }

    @Test
    void resumedBytesDoNotCount() {
        progress(0, 1_000_000_000, 1_000_009_000);
        TransferStatus status = progress(2, 1_000_004_000, 1_000_009_000);

        assertThat(status.bytesPerSecond()).isEqualTo(2000);
        assertThat(status.timeLeft()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void noTimeIsLeftWithoutLength() {
        progress(0, 0, -1);
        TransferStatus status = progress(1, 1000, -1);

        assertThat(status.bytesPerSecond()).isEqualTo(1000);
        assertThat(status.timeLeft()).isNull();
    }

    @Test
    void steadyTransferHasItsSpeed() {
        for (int i = 0; i < 1000; i++) {
            progress(i / 100.0, i * 1000L, -1);
        }

        assertThat(Objects.requireNonNull(latest.get()).bytesPerSecond())
                .isCloseTo(100_000, Percentage.withPercentage(0.1));
    }

    @Test
    void speedOfAnUnsteadyTransferIsItsAverage() {
        progress(0, 0, -1);
        assertThat(progress(10, 100_000, -1).bytesPerSecond()).isEqualTo(10_000);
        assertThat(progress(40, 104_000, -1).bytesPerSecond()).isEqualTo(2600);
    }

    @Test
    void restartedTransferHasNoNegativeSpeed() {
        progress(0, 0, -1);
        progress(1, 1000, -1);
        assertThat(progress(2, 10, -1).bytesPerSecond()).isEqualTo(UNKNOWN);
        assertThat(progress(3, 1010, -1).bytesPerSecond()).isEqualTo(1000);
    }

    @Test
    void ignoresClockThatStandsOrGoesBack() {
        progress(1, 0, -1);
        assertThat(progress(1, 1000, -1).bytesPerSecond()).isEqualTo(UNKNOWN);
        assertThat(progress(0, 2000, -1).bytesPerSecond()).isEqualTo(UNKNOWN);

        assertThat(progress(3, 4000, -1).bytesPerSecond()).isEqualTo(2000);
    }

    @Test
    void timeLeftIsUnknownAtStandstill() {
        progress(0, 1000, 2000);
        TransferStatus status = progress(1, 1000, 2000);

        assertThat(status.bytesPerSecond()).isZero();
        assertThat(status.timeLeft()).isNull();
    }
}
