package io.github.osspresign.camel.osspresigned.monitor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a download is.
 *
 * @param download which one
 * @param fileName name of the file that it becomes
 * @param bytes object bytes that are here, those of an earlier download among them
 * @param total announced length in bytes, -1 where none was announced
 * @param bytesPerSecond the speed of the last seconds, -1 where there are not enough bytes to tell
 * @param timeLeft what the rest takes at that speed, in whole seconds, {@code null} where length or speed are not known
 */
public record DownloadProgress(
        DownloadStart download,
        String fileName,
        long bytes,
        long total,
        long bytesPerSecond,
        @Nullable Duration timeLeft) {}
