// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.time;

import io.github.osspresign.transfer.model.Cancellation;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Clock, waits and threads that all transfers of one client share.
 *
 * @param time clock, for the life of links only
 * @param nanoTime monotonic time in nanoseconds, for all waits and timeouts: setting the clock does not affect them
 * @param sleeper waits between attempts and for the rate limit
 * @param watch looks at running transfers and requests
 * @param workers run tasks that may block: further ranges, look-ups, refreshers, reads of streams to upload, closing of
 *     connections
 * @param closing cancels all transfers when the client is closed
 */
public record Scheduling(
        InstantSource time,
        LongSupplier nanoTime,
        Sleeper sleeper,
        Watch watch,
        Executor workers,
        Cancellation closing) {}
