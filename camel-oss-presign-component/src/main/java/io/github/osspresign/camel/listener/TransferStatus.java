// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.listener;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a transfer.
 *
 * @param transfer start of the transfer
 * @param fileName name of the file
 * @param bytes transferred bytes of the object, including those of an earlier download
 * @param total length of the object in bytes, or -1 if it is unknown
 * @param bytesPerSecond average speed, without the bytes of an earlier download, or -1 if it is unknown
 * @param timeLeft estimated remaining time in whole seconds, or {@code null} if length or speed is unknown
 */
public record TransferStatus(
        TransferStart transfer,
        String fileName,
        long bytes,
        long total,
        long bytesPerSecond,
        @Nullable Duration timeLeft) {}
