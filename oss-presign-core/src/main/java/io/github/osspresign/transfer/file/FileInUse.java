// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.Handover;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * File that at most one download of this virtual machine has open, under any of its names: hard links, a second mount,
 * another spelling on a case-insensitive file system. Opening and closing the file a second time would drop the lock
 * that the process holds on it.
 *
 * @param channel channel to the file
 * @param use use of its key; {@code null} on Windows, where closing a second channel does not drop a lock
 */
record FileInUse(FileChannel channel, NamesInUse.@Nullable Use use) implements Closeable {

    /*
     * No lock is held while a file is created, opened or closed, because a file system that hangs would then hold up the
     * downloads to all others. A new file is known by its key a moment after it was created. Until then, only its path leads
     * to it, which a download uses after it has reserved the name of the target.
     */

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

    /** Includes READ, because opening a pipe only for writing would block until it has a reader. */
    private static final Set<OpenOption> PRESENT =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /** Creates the file; returns {@code null} if the name exists, or another process has deleted the new file. */
    static @Nullable FileInUse tryMake(Path path) throws IOException {
        FileChannel made;
        try {
            made = FileChannel.open(path, NEW, Permissions.ofFile(path));
        } catch (FileAlreadyExistsException e) {
            return null;
        }
        try (Handover handover = new Handover(made)) {
            Object key = key(path);
            return handover.to(new FileInUse(made, key == null ? null : NamesInUse.useNew(key)));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Opens the existing file; returns {@code null} if it does not exist or is in use. */
    static @Nullable FileInUse tryOpen(Path path) throws IOException {
        try {
            Object key = key(path);
            NamesInUse.Use use = key == null ? null : NamesInUse.tryUse(key);
            if (key != null && use == null) {
                return null;
            }
            try (Handover handover = new Handover(use)) {
                return handover.to(new FileInUse(FileChannel.open(path, PRESENT), use));
            }
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Returns a channel to the existing file, {@code null} if it does not exist. */
    static @Nullable FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, PRESENT);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Returns the file key (device and inode), {@code null} if the file system has none. */
    static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    @Override
    public void close() throws IOException {
        try (use) {
            channel.close();
        }
    }
}
