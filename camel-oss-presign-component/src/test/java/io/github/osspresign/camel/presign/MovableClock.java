package io.github.osspresign.camel.presign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/** Clock that a test moves, and that can advance at each reading. */
final class MovableClock extends Clock {

    private final AtomicInteger readings = new AtomicInteger();
    private final Duration tick;
    private volatile Instant now;

    MovableClock(Instant now) {
        this(now, Duration.ZERO);
    }

    MovableClock(Instant now, Duration tick) {
        this.now = now;
        this.tick = tick;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    int readings() {
        return readings.get();
    }

    @Override
    public Instant instant() {
        return now.plus(tick.multipliedBy(readings.getAndIncrement()));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants have no zone");
    }
}
