package io.github.osspresign.download;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** When a download has to be over. */
final class Deadline {

    private final InstantSource time;
    private final @Nullable Duration timeout;
    private final @Nullable Instant end;

    /** @param timeout from now on, {@code null} for none */
    Deadline(InstantSource time, Instant now, @Nullable Duration timeout) {
        this.time = time;
        this.timeout = timeout;
        this.end = timeout == null ? null : now.plus(timeout);
    }

    /** {@code null} where there is no end. */
    @Nullable Duration left() {
        return end == null ? null : Duration.between(time.instant(), end);
    }

    boolean isOver() {
        return isBefore(time.instant());
    }

    boolean isBefore(Instant instant) {
        return end != null && end.isBefore(instant);
    }

    /** @throws DownloadFailedException where it has passed */
    void check(FailureContext context) throws DownloadFailedException {
        if (isOver()) {
            throw new DownloadFailedException(
                    "download", "to end within " + timeout, "still under way", true, context, null);
        }
    }
}
