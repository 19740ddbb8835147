package io.github.osspresign.transfer.http;

import io.github.osspresign.transfer.model.DownloadOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Holds bytes back, over all threads, so that no more of them come in a second than are allowed. */
public final class RateLimiter {

    private static final double NANOS = 1e9;

    private final long bytesPerSecond;
    private final InstantSource time;
    private @Nullable Instant next;

    public RateLimiter(long bytesPerSecond, InstantSource time) {
        this.bytesPerSecond = bytesPerSecond;
        this.time = time;
    }

    /** Returns when the bytes before these have had their time, or the transfer has to be over. */
    public void take(int bytes, Deadline deadline) throws InterruptedException {
        if (bytesPerSecond == DownloadOptions.UNLIMITED) {
            return;
        }
        Duration wait = reserve(Duration.ofNanos((long) (NANOS * bytes / bytesPerSecond)));
        if (!wait.isZero()) {
            deadline.sleep(wait);
        }
    }

    private synchronized Duration reserve(Duration duration) {
        Instant now = time.instant();
        Instant from = next == null || next.isBefore(now) ? now : next;
        next = from.plus(duration);
        return Duration.between(now, from);
    }
}
