// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.Handover;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** File whose name only this process may change, until it is closed. */
final class LockedFile implements Closeable {

    /*
     * The owner of a name is the process that holds the lock of the file of that name. Two rules make it the only one:
     *
     * 1. Only the owner deletes or renames the file of the name. Anybody may create one where there is none.
     * 2. A process is the owner when it holds the lock and has then seen that the file it has locked is the file of the
     *    name.
     *
     * By rule 1 the name keeps its file while it has an owner. What was seen once by rule 2 therefore holds until the
     * owner itself ends it. A second owner would need the lock of the same file.
     *
     * The lock alone proves nothing. Between our opening of the file and our locking it, another process may publish or
     * delete it and create its own; what we lock then is a file without a name, or a published one. Java does not tell
     * which file a channel is open to, and the file key of the name proves nothing either: keys are reused, and the name
     * may change hands twice.
     *
     * Rule 2 is therefore checked with a second channel, opened by the name after locking. It asks for the lock of a byte
     * that the first channel has locked. Java holds locks on behalf of the whole virtual machine and knows them by file,
     * neither by name nor by channel: an OverlappingFileLockException proves that both channels are open to one file, on
     * every platform. Which byte it is depends on the channel, so that it is not one that other code in this virtual
     * machine has locked. The check writes nothing, since a file that is not ours may be published.
     *
     * POSIX drops all locks that a process has on a file when the process closes any channel to it. Both channels are
     * therefore closed at the end only, and nobody else in the process may open the file (see FileInUse). An interrupt
     * closes the channel that is being written to, and so drops the lock too; isOwned() then asks for it again. The first
     * channel is never read from or written to, so it stays open, and while it is open no other file gets the file's key.
     *
     * A crash ends all locks and leaves a file without an owner, which the next process may lock. The locked bytes are
     * far behind the content, because a lock on Windows keeps others from reading.
     */

    private static final long OWNERS_BYTE = 1L << 62;
    private static final long FIRST_PROOF_BYTE = 1L << 61;

    private final Path path;
    private final FileInUse locked;
    private final FileLock lock;
    private final FileChannel content;
    private final @Nullable Object key;
    private boolean lockedAgain;

    private LockedFile(Path path, FileInUse locked, FileLock lock, FileChannel content) throws IOException {
        this.path = path;
        this.locked = locked;
        this.lock = lock;
        this.content = content;
        this.key = FileInUse.key(path);
    }

    /**
     * Creates and locks the file; returns {@code null} if the name exists, or another process locked the file first.
     */
    static @Nullable LockedFile tryMake(Path path) throws IOException {
        FileInUse made = FileInUse.tryMake(path);
        return made == null ? null : tryOwn(path, made);
    }

    /** Opens and locks the existing file; returns {@code null} if it does not exist, or another download owns it. */
    static @Nullable LockedFile tryOpen(Path path) throws IOException {
        FileInUse opened = FileInUse.tryOpen(path);
        return opened == null ? null : tryOwn(path, opened);
    }

    /**
     * Tries to become the owner of the name.
     *
     * @param opened file that had the name when it was opened; closed if the result is {@code null}
     */
    static @Nullable LockedFile tryOwn(Path path, FileInUse opened) throws IOException {
        try (Handover handover = new Handover(opened)) {
            FileLock lock = tryLock(opened.channel(), OWNERS_BYTE);
            return handover.to(lock == null ? null : tryOwn(path, opened, lock));
        }
    }

    private static @Nullable LockedFile tryOwn(Path path, FileInUse opened, FileLock lock) throws IOException {
        FileChannel named = FileInUse.open(path);
        try (Handover handover = new Handover(named)) {
            return handover.to(
                    named == null || !areSame(opened.channel(), named)
                            ? null
                            : new LockedFile(path, opened, lock, named));
        }
    }

    private static boolean areSame(FileChannel locked, FileChannel named) throws IOException {
        long position = FIRST_PROOF_BYTE + Integer.toUnsignedLong(System.identityHashCode(locked));
        if (tryLock(locked, position) == null) {
            return false;
        }
        try {
            FileLock ofAnother = named.tryLock(position, 1, false);
            if (ofAnother != null) {
                ofAnother.release();
            }
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /**
     * Tries to lock one byte; returns {@code null} if another process, or another class loader of this one, holds the
     * lock.
     */
    private static @Nullable FileLock tryLock(FileChannel channel, long position) throws IOException {
        try {
            return channel.tryLock(position, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Returns the channel for the content of the file. */
    FileChannel content() {
        return content;
    }

    /**
     * Returns whether this process still owns the name and the name still refers to the file: a program that ignores
     * the protocol may have deleted or replaced it. This cannot be detected on file systems without file keys.
     */
    boolean isOwned() throws IOException {
        try {
            return isLocked() && Objects.equals(key, FileInUse.key(path));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Locks the file again if an interrupt has closed the channel for the content. */
    private boolean isLocked() throws IOException {
        if (!content.isOpen() && !lockedAgain) {
            lock.release();
            lockedAgain = tryLock(locked.channel(), OWNERS_BYTE) != null;
        }
        return content.isOpen() || lockedAgain;
    }

    @Override
    public void close() throws IOException {
        try (locked;
                content) {
            // Both, whatever happens to the first.
        }
    }
}
