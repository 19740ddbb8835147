package io.github.osspresign.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A file whose name belongs to this process alone, until it is closed. */
final class LockedFile implements AutoCloseable {

    /*
     * The protocol. The owner of a name is the process that holds the lock of the file of that name.
     *
     * 1. Only the owner deletes or renames the file of that name. Anybody may make one where there is none.
     * 2. A process is the owner when it has the lock and has then seen that the file that it has locked is the file of
     *    that name.
     *
     * By rule 1 the name keeps its file while somebody is the owner, so what has been seen once (rule 2) holds until the
     * owner itself ends it. A second owner would need the lock of the same file. So there is one owner at most.
     *
     * The lock without the look is not enough: between our opening of the file and our locking it, another process may
     * have published or deleted it and made its own. What we lock then is a file without a name, or a published one.
     *
     * The look. Java does not tell which file a channel is open to, and the file key that a name has before or after
     * that proves nothing: keys are used again, and the name may have changed hands twice. Therefore the file is opened
     * by its name a second time, and the second channel asks for the lock of a byte that the first one has. Java holds
     * locks for the whole virtual machine and knows them by file, not by name or channel: an OverlappingFileLockException
     * says that both channels are open to the same file, on every platform. The byte is drawn by lot, so that no other
     * lock in this virtual machine is taken for ours. Nothing is written for the look, since a file that is not ours may
     * have been published.
     *
     * POSIX drops all locks that a process has on a file when the process closes any channel to it. Both channels are
     * therefore closed at the end only, and nobody else in the process may open the file (see NamesInUse). For the same
     * reason an interrupt, which closes the channel that is written to, ends the ownership; isOwned() takes the lock
     * again. The first channel is never read from or written to, so it stays open, and as long as it is open the file's
     * key is not given to another file.
     *
     * A crash ends all locks. It leaves a file without an owner, whatever the moment. The locked bytes lie far behind the
     * content, because a lock on Windows keeps everybody else from reading.
     */

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

    /** To read, too: to open a pipe only for writing would wait for its reader. */
    private static final Set<OpenOption> PRESENT =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private static final long OWNERS_BYTE = 1L << 62;
    private static final long FIRST_OF_LOTS = 1L << 61;

    private final Path path;
    private final FileChannel locked;
    private final FileLock lock;
    private final FileChannel content;
    private final @Nullable Object key;
    private boolean lockedAgain;

    private LockedFile(Path path, FileChannel locked, FileLock lock, FileChannel content) throws IOException {
        this.path = path;
        this.locked = locked;
        this.lock = lock;
        this.content = content;
        this.key = key(path);
    }

    /** Makes the file; {@code null} where the name is taken, or another process was faster to lock the file. */
    static @Nullable LockedFile tryMake(Path path) throws IOException {
        FileChannel made;
        try {
            made = FileChannel.open(path, NEW, Permissions.ofFile(path));
        } catch (FileAlreadyExistsException e) {
            return null;
        }
        return tryOwn(path, made);
    }

    /** Opens the file that is there; {@code null} where there is none, or another process owns it. */
    static @Nullable LockedFile tryOpen(Path path) throws IOException {
        FileChannel opened = open(path);
        return opened == null ? null : tryOwn(path, opened);
    }

    private static @Nullable FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, PRESENT);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Becomes the owner of the name.
     *
     * @param opened a channel to the file that had the name a moment ago; closed where {@code null} is returned
     */
    static @Nullable LockedFile tryOwn(Path path, FileChannel opened) throws IOException {
        FileChannel named = null;
        LockedFile owned = null;
        try {
            FileLock lock = tryLock(opened, OWNERS_BYTE);
            named = lock == null ? null : open(path);
            if (lock != null && named != null && areSame(opened, named)) {
                owned = new LockedFile(path, opened, lock, named);
            }
            return owned;
        } finally {
            if (owned == null) {
                close(opened, named);
            }
        }
    }

    private static boolean areSame(FileChannel locked, FileChannel named) throws IOException {
        long lot = FIRST_OF_LOTS + ThreadLocalRandom.current().nextLong(FIRST_OF_LOTS);
        if (tryLock(locked, lot) == null) {
            return false;
        }
        try {
            FileLock ofAnother = named.tryLock(lot, 1, false);
            if (ofAnother != null) {
                ofAnother.release();
            }
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** {@code null} where another process, or another class loader of this one, has the lock. */
    private static @Nullable FileLock tryLock(FileChannel channel, long position) throws IOException {
        try {
            return channel.tryLock(position, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The channel for the content of the file. */
    FileChannel content() {
        return content;
    }

    /**
     * Whether the name is still ours, and still stands for the file: somebody who does not keep to the protocol may have
     * deleted or replaced the file. File systems without file keys do not tell.
     */
    boolean isOwned() throws IOException {
        try {
            return isLocked() && Objects.equals(key, key(path));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Takes the lock again where an interrupt has closed the channel for the content. */
    private boolean isLocked() throws IOException {
        if (!content.isOpen() && !lockedAgain) {
            lock.release();
            lockedAgain = tryLock(locked, OWNERS_BYTE) != null;
        }
        return content.isOpen() || lockedAgain;
    }

    /** Device and inode; {@code null} on file systems that have neither. */
    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    @Override
    public void close() throws IOException {
        close(locked, content);
    }

    private static void close(FileChannel locked, @Nullable FileChannel content) throws IOException {
        try (locked;
                content) {
            // Both, whatever happens to the first.
        }
    }
}
