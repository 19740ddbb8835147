// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.listener;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * End of a transfer.
 *
 * @param transfer start of the transfer
 * @param outcome outcome
 * @param object transferred object, or {@code null} if no object was transferred
 * @param failure exception, or {@code null} if there was none
 * @param endedAt time of the end
 */
public record TransferEnd(
        TransferStart transfer,
        Outcome outcome,
        @Nullable TransferredObject object,
        @Nullable Throwable failure,
        Instant endedAt) {

    /** Returns the time from start to end, zero if the clock was set back. */
    public Duration duration() {
        Duration duration = Duration.between(transfer.startedAt(), endedAt);
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** Returns the simple class name of the exception, or {@code null} if there was none. */
    public @Nullable String failureType() {
        return failure == null ? null : failure.getClass().getSimpleName();
    }

    /** Returns the average speed in bytes per second, or -1 if no object was transferred or the duration is zero. */
    public long bytesPerSecond() {
        long millis = duration().toMillis();
        return object == null || millis == 0 ? -1 : Math.round(object.transferredBytes() * 1000.0 / millis);
    }
}
