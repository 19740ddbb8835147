// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Speed of one transfer: an exponential moving average, so that neither a single slow read nor a fast start dominates. Not
 * thread-safe.
 */
final class TransferRate {

    static final long UNKNOWN = -1;

    /** Time constant of the average: after this time, the weight of earlier bytes is about a third. */
    private static final double TIME_CONSTANT_SECONDS = 5;

    private @Nullable Instant lastTime;
    private long lastBytes;
    private double bytesPerSecond = UNKNOWN;

    /**
     * Updates the average.
     *
     * @param bytes total bytes so far; fewer than before if the transfer has restarted
     */
    void update(Instant now, long bytes) {
        if (lastTime == null || bytes < lastBytes) {
            // The first bytes may come from an earlier download.
            lastTime = now;
            lastBytes = bytes;
            return;
        }
        double seconds = Duration.between(lastTime, now).toNanos() / 1e9;
        if (seconds <= 0) {
            return;
        }
        double current = (bytes - lastBytes) / seconds;
        double weight = bytesPerSecond == UNKNOWN ? 1 : 1 - Math.exp(-seconds / TIME_CONSTANT_SECONDS);
        bytesPerSecond += weight * (current - bytesPerSecond);
        lastTime = now;
        lastBytes = bytes;
    }

    /** Returns the speed, or {@link #UNKNOWN} before the second update. */
    long bytesPerSecond() {
        return Math.round(bytesPerSecond);
    }

    /** Returns the time for further bytes in whole seconds, or {@code null} if the speed is unknown or zero. */
    @Nullable Duration timeFor(long bytes) {
        return bytesPerSecond < 1 ? null : Duration.ofSeconds((long) Math.ceil(bytes / bytesPerSecond));
    }
}
