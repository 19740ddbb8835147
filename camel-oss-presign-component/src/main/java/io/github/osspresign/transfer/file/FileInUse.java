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
 * A file that this virtual machine opens for one download at a time, whatever names lead to it: a hard link, a second
 * mount of its disk, another spelling where the file system ignores case. To open it once more, and to close it again,
 * would drop the lock that the process has on it.
 *
 * @param channel to the file
 * @param key of the file; {@code null} on Windows, where no lock is dropped so
 */
record FileInUse(FileChannel channel, @Nullable Object key) implements AutoCloseable {

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

    /** To read, too: to open a pipe only for writing would wait for its reader. */
    private static final Set<OpenOption> PRESENT =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /** Makes the file; {@code null} where the name is taken, or another process has taken the file away again. */
    static @Nullable FileInUse tryMake(Path path) throws IOException {
        // A file that is made is known before anybody else here can look at it.
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

    /** Opens the file that is there; {@code null} where there is none, or it is in use. */
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

    /** A channel to the file that is there, {@code null} where there is none. */
    static @Nullable FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, PRESENT);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Device and inode; {@code null} on file systems that have neither. */
    static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    @Override
    public void close() throws IOException {
        // The next file that is made may get the key as soon as this one is closed.
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
