package io.github.osspresign.transfer.http;

import io.github.osspresign.transfer.Downloader;
import io.github.osspresign.transfer.model.Cancellation;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The clock, the waits and the threads that all transfers of one {@link Downloader} share.
 *
 * @param sleeper waits between attempts and for the rate limit
 * @param timer looks after requests that are under way; must not block
 * @param workers run what may block: further ranges, look-ups, refreshers and the closing of connections
 * @param closing cancels all transfers, when the downloader is closed
 */
public record Scheduling(
        InstantSource time, Sleeper sleeper, ScheduledExecutorService timer, Executor workers, Cancellation closing) {}
