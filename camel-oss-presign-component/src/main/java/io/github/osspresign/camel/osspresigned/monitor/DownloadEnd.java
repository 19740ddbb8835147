package io.github.osspresign.camel.osspresigned.monitor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A download that has ended, in whatever way.
 *
 * @param download which one
 * @param outcome how it ended
 * @param facts what is known of the object, {@code null} where none came
 * @param failure the exception, {@code null} where there was none
 * @param endedAt when it ended
 */
public record DownloadEnd(
        DownloadStart download,
        Outcome outcome,
        @Nullable TransferredObject facts,
        @Nullable Throwable failure,
        Instant endedAt) {

    /** How long it took. */
    public Duration duration() {
        Duration duration = Duration.between(download.startedAt(), endedAt);
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** The simple name of the exception's class, {@code null} where there was none. */
    public @Nullable String failureType() {
        return failure == null ? null : failure.getClass().getSimpleName();
    }

    /** Bytes over the wire and second, -1 where no object came or no time passed. */
    public long bytesPerSecond() {
        long millis = duration().toMillis();
        return facts == null || millis == 0 ? -1 : Math.round(facts.transferredBytes() * 1000.0 / millis);
    }
}
