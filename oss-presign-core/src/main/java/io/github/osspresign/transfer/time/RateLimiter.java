// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.time;

import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.TransferOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Limits the rate of all transfers together. Thread-safe. */
public final class RateLimiter {

    /*
     * No transfer reserves time for bytes that wait: the first one that asks when the time has come gets it. So nothing
     * has to be given back by a transfer that ends while it waits, and a short wait for each piece lets all of them progress.
     */

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Duration of the longest piece at the limit, and the unused time that later bytes make up for. */
    private static final long PIECE = SECOND / 10;

    private final long bytesPerSecond;
    private final LongSupplier nanoTime;
    /** Time from which on further bytes may pass. */
    private final AtomicLong next;

    /**
     * Creates a limiter.
     *
     * @param bytesPerSecond bytes per second; {@link TransferOptions#UNLIMITED} for no limit
     * @param nanoTime monotonic time in nanoseconds
     */
    public RateLimiter(long bytesPerSecond, LongSupplier nanoTime) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Returns how many bytes may be taken at a time.
     *
     * @param most number of bytes that the caller can take, 1 or more
     */
    public int piece(int most) {
        return (int) Math.max(1, Math.min(most, bytesPerSecond / (SECOND / PIECE)));
    }

    /**
     * Waits until the bytes may pass.
     *
     * @throws PlainFailure if the deadline passes, the transfer is cancelled, or the thread is interrupted; its
     *     interrupt status is kept
     */
    public void take(int bytes, Deadline deadline) throws PlainFailure {
        if (bytesPerSecond == TransferOptions.UNLIMITED) {
            return;
        }
        long duration = (long) ((double) SECOND * bytes / bytesPerSecond);
        for (long wait = tryTake(duration); wait > 0; wait = tryTake(duration)) {
            deadline.sleep(Duration.ofNanos(wait));
            deadline.check();
        }
    }

    /** Takes the time of some bytes; returns 0, or the wait after which to try again. */
    private long tryTake(long duration) {
        while (true) {
            long from = next.get();
            long now = nanoTime.getAsLong();
            if (from - now > 0) {
                return from - now;
            }
            long unused = Math.min(now - from, PIECE);
            if (next.compareAndSet(from, now - unused + duration)) {
                return 0;
            }
        }
    }
}
