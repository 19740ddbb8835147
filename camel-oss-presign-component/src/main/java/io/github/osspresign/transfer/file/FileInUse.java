package io.github.osspresign.transfer.file;

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
 * @param key file key; {@code null} on Windows, where closing a second channel does not drop a lock
 */
record FileInUse(FileChannel channel, @Nullable Object key) implements AutoCloseable {

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

    /** Includes READ, because opening a pipe only for writing would block until it has a reader. */
    private static final Set<OpenOption> PRESENT =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /** Creates the file; returns {@code null} if the name exists, or another process has deleted the new file. */
    static @Nullable FileInUse tryMake(Path path) throws IOException {
        // The new file must be registered before another thread of this process can find it.
        synchronized (NamesInUse.MONITOR) {
            FileChannel made;
            try {
                made = FileChannel.open(path, NEW, Permissions.ofFile(path));
            } catch (FileAlreadyExistsException e) {
                return null;
            }
            return tryUse(path, made);
        }
    }

    private static @Nullable FileInUse tryUse(Path path, FileChannel made) throws IOException {
        FileInUse used = null;
        try {
            Object key = key(path);
            used = key == null || NamesInUse.add(key) ? new FileInUse(made, key) : null;
            return used;
        } catch (NoSuchFileException e) {
            return null;
        } finally {
            if (used == null) {
                made.close();
            }
        }
    }

    /** Opens the existing file; returns {@code null} if it does not exist or is in use. */
    static @Nullable FileInUse tryOpen(Path path) throws IOException {
        Object key;
        try {
            key = key(path);
        } catch (NoSuchFileException e) {
            return null;
        }
        synchronized (NamesInUse.MONITOR) {
            if (key != null && !NamesInUse.add(key)) {
                return null;
            }
        }
        FileChannel opened = null;
        try {
            opened = open(path);
            return opened == null ? null : new FileInUse(opened, key);
        } finally {
            if (opened == null && key != null) {
                NamesInUse.remove(key);
            }
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
        // The next new file may get the same key as soon as this one is closed.
        synchronized (NamesInUse.MONITOR) {
            try {
                channel.close();
            } finally {
                if (key != null) {
                    NamesInUse.remove(key);
                }
            }
        }
    }
}
