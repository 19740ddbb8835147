// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Clock that stands still until a test advances or sets it. It can also advance at each reading. */
public final class SettableClock extends Clock {

    private final AtomicInteger readings = new AtomicInteger();
    private final Duration tick;
    private volatile Instant now;
    private final AtomicLong nanos = new AtomicLong();

    public SettableClock(Instant now) {
        this(now, Duration.ZERO);
    }

    /** @param tick time that passes after each reading */
    public SettableClock(Instant now, Duration tick) {
        this.now = now;
        this.tick = tick;
    }

    /** Lets time pass. */
    public void advance(Duration duration) {
        set(duration);
        nanos.addAndGet(duration.toNanos());
    }

    /** Sets the clock forward or back, although no time passes. */
    public void set(Duration difference) {
        now = now.plus(difference);
    }

    /** Returns the nanoseconds that have passed, however the clock was set. */
    public long nanoTime() {
        return nanos.get();
    }

    /** Returns how often the clock was read. */
    public int readings() {
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
