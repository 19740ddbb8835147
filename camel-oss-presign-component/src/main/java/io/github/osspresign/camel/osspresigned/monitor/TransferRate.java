package io.github.osspresign.camel.osspresigned.monitor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The speed of one transfer: an average in which bytes count less the longer ago they came, so that neither a single slow
 * read nor a fast beginning decides what is shown. Not safe for use by several threads.
 */
final class TransferRate {

    static final long UNKNOWN = -1;

    /** After this time what came before counts for a third. */
    private static final double MEMORY_SECONDS = 5;

    private @Nullable Instant lastTime;
    private long lastBytes;
    private double bytesPerSecond = UNKNOWN;

    /** Takes note of the bytes that are here by now; fewer than before mean that the transfer has begun anew. */
    void update(Instant now, long bytes) {
        if (lastTime == null || bytes < lastBytes) {
            // What is here at first may have come in an earlier download.
            lastTime = now;
            lastBytes = bytes;
            return;
        }
        double seconds = Duration.between(lastTime, now).toNanos() / 1e9;
        if (seconds <= 0) {
            return;
        }
        double current = (bytes - lastBytes) / seconds;
        double weight = bytesPerSecond == UNKNOWN ? 1 : 1 - Math.exp(-seconds / MEMORY_SECONDS);
        bytesPerSecond += weight * (current - bytesPerSecond);
        lastTime = now;
        lastBytes = bytes;
    }

    /** {@link #UNKNOWN} until a second update. */
    long bytesPerSecond() {
        return Math.round(bytesPerSecond);
    }

    /** The time for so many bytes more, in whole seconds; {@code null} where the speed is not known or zero. */
    @Nullable Duration timeFor(long bytes) {
        return bytesPerSecond < 1 ? null : Duration.ofSeconds((long) Math.ceil(bytes / bytesPerSecond));
    }
}
