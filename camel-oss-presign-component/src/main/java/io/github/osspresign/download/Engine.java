package io.github.osspresign.download;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * What all downloads of one {@link Downloader} share.
 *
 * @param pace the speed of all of them together
 * @param freeSpace what is left on the disks
 * @param workers run the ranges that are fetched beside the first
 * @param timer looks after requests that are under way
 * @param closing cancels all of them, when the downloader is closed
 */
record Engine(
        DownloadOptions options,
        Transport transport,
        InstantSource time,
        Sleeper sleeper,
        RandomGenerator random,
        Pace pace,
        FreeSpace freeSpace,
        Executor workers,
        ScheduledExecutorService timer,
        Cancellation closing) {}
