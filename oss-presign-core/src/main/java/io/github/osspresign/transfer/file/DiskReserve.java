// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.transfer.failure.PlainFailure;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Disk space that transfers leave free.
 *
 * @param space which space that is, for messages
 * @param bytes number of bytes to leave free, 0 for none
 */
public record DiskReserve(Path directory, String space, long bytes, FreeSpace free) {

    /** Returns the reserve of the directory of a download. */
    public static DiskReserve ofDownloads(Path directory, long bytes, FreeSpace free) {
        return new DiskReserve(directory, "after the download", bytes, free);
    }

    /** Returns the reserve of the directory of the system property {@code java.io.tmpdir}. */
    public static DiskReserve ofTemporaryFiles(long bytes, FreeSpace free) {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        return new DiskReserve(directory, "of the temporary directory " + Quoted.of(directory.toString()), bytes, free);
    }

    /**
     * Checks that the disk has space for more bytes in addition to the reserve.
     *
     * @throws PlainFailure if the disk has not enough space
     */
    public void requireRoom(long more) throws IOException {
        if (bytes == 0) {
            return;
        }
        long left = free.bytes(directory) - more;
        if (left < bytes) {
            String problem = "free disk space " + space + ": must be at least " + bytes + " bytes (minFreeDisk), "
                    + (left >= 0 ? "would be " + left + " bytes" : -left + " bytes are missing for the object");
            throw new PlainFailure(request -> request.fullDisk(problem));
        }
    }
}
