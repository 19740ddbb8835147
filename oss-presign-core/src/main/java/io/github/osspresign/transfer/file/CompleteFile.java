// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** File with all bytes of an object, under a name that only its owner uses. */
interface CompleteFile {

    /** Makes the bytes last, and renames the file to the target, replacing an existing file. */
    void replace(Path target) throws IOException;

    /** Renames the file after {@link #tryLink}, replacing an existing file. */
    void move(Path target) throws IOException;

    /** Tries to publish the file by a hard link. */
    HardLink tryLink(Path target) throws IOException;

    /** Locks the part file of a target; returns {@code null} if another download has it. */
    @Nullable Closeable tryLock(Path target) throws IOException;

    /**
     * Renames the file to the target if that does not exist.
     *
     * @return {@code false} if the target exists, or if another download is about to create it
     */
    default boolean publishAs(Path target) throws IOException {
        return switch (tryLink(target)) {
            case CREATED -> true;
            case EXISTS -> false;
            case REFUSED -> moveUnderLock(target);
        };
    }

    /**
     * Renames the file on a file system without hard links, where check and rename are two steps. The lock of the part
     * file of the target keeps other downloads from the name between them, also those of other processes.
     */
    private boolean moveUnderLock(Path target) throws IOException {
        try (Closeable lock = tryLock(target)) {
            if (lock == null || Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            move(target);
            return true;
        }
    }
}
