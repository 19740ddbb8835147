// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

/**
 * Disk of the downloads of one client.
 *
 * @param freeSpace source of the free space
 * @param abandoned deletes what killed processes have left
 */
public record LocalDisk(FreeSpace freeSpace, AbandonedFiles abandoned) {

    /** Creates a disk on which nothing was deleted yet. */
    public LocalDisk(FreeSpace freeSpace) {
        this(freeSpace, new AbandonedFiles());
    }
}
