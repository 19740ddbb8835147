package io.github.osspresign.transfer.http;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.model.DownloadOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Limits the rate of all transfers together. Thread-safe. */
public final class RateLimiter {

    private static final double NANOS = 1e9;

    private final long bytesPerSecond;
    private final InstantSource time;
    private @Nullable Instant next;

    /**
     * Creates a limiter.
     *
     * @param bytesPerSecond bytes per second; {@link DownloadOptions#UNLIMITED} for no limit
     */
    public RateLimiter(long bytesPerSecond, InstantSource time) {
        this.bytesPerSecond = bytesPerSecond;
        this.time = time;
    }

    /**
     * Waits until the bytes may pass, at most until the end of the transfer.
     *
     * @throws DownloadFailedException if the thread is interrupted; its interrupt status is kept
     */
    public void take(int bytes, Deadline deadline, ExceptionFactory failures) throws DownloadFailedException {
        if (bytesPerSecond == DownloadOptions.UNLIMITED) {
            return;
        }
        Duration wait = reserve(Duration.ofNanos((long) (NANOS * bytes / bytesPerSecond)));
        if (!wait.isZero()) {
            deadline.sleep(wait, failures);
        }
    }

    private synchronized Duration reserve(Duration duration) {
        Instant now = time.instant();
        Instant from = next == null || next.isBefore(now) ? now : next;
        next = from.plus(duration);
        return Duration.between(now, from);
    }
}
