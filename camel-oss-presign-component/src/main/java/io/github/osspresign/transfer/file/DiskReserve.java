package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.FileFailure;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Disk space that downloads leave free.
 *
 * @param bytes number of bytes to leave free, 0 for none
 */
public record DiskReserve(Path directory, long bytes, FreeSpace free) {

    /**
     * Checks that the disk has room for more bytes in addition to the reserve.
     *
     * @throws FileFailure if the disk has not enough room
     */
    public void requireRoom(long more) throws IOException {
        if (bytes == 0) {
            return;
        }
        long left = free.bytes(directory) - more;
        if (left < bytes) {
            throw new FileFailure(
                    "free disk space after the download: must be at least " + bytes + " bytes (minFreeDisk), {}",
                    left >= 0 ? "would be " + left + " bytes" : -left + " bytes are missing for the object",
                    false);
        }
    }
}
