// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.PlainFailure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** File with all bytes of an object, under a name that only its owner uses, until it gets the name of the target. */
abstract class UnpublishedFile implements Closeable {

    private final Path path;
    private final ReservedName name;
    private boolean published;

    /**
     * Creates a file that is not published.
     *
     * @param path path under its own name
     * @param name reserved name of the target
     */
    UnpublishedFile(Path path, ReservedName name) {
        this.path = path;
        this.name = name;
    }

    /** Returns the path of the file under its own name. */
    final Path path() {
        return path;
    }

    final ReservedName name() {
        return name;
    }

    /** Returns whether the file has got the name of a target. */
    final boolean isPublished() {
        return published;
    }

    /** Makes the bytes last, and checks that the own name still refers to them. */
    abstract void finish() throws IOException;

    /** Locks the part file of the reserved name; returns {@code null} if another download has it. */
    abstract @Nullable Closeable tryLockName() throws IOException;

    /** Renames the file to the target, replacing an existing file. */
    final void replace(Path target) throws IOException {
        finish();
        move(target);
    }

    /**
     * Renames the file to the target if that does not exist. Unlike a rename, a hard link never replaces a file, even one that
     * has appeared meanwhile.
     *
     * @return {@code false} if the target exists, or if another download is about to create it
     */
    final boolean publishAs(Path target) throws IOException {
        finish();
        try {
            Files.createLink(target, path);
        } catch (FileAlreadyExistsException e) {
            // A client of NFS repeats a request whose response was lost, and then finds its own link.
            if (!isSame(target)) {
                return false;
            }
        } catch (NoSuchFileException e) {
            throw gone();
        } catch (UnsupportedOperationException | FileSystemException e) {
            // The file system has no hard links, or refuses this one.
            return moveUnderLock(target);
        }
        published = true;
        deleteName();
        return true;
    }

    private boolean isSame(Path target) {
        try {
            Object key = FileInUse.key(target);
            return key != null && key.equals(FileInUse.key(path));
        } catch (IOException e) {
            // Then it is not known to be ours.
            return false;
        }
    }

    /**
     * Renames the file on a file system without hard links, where check and rename are two steps. The lock of the part
     * file of the target keeps other downloads from the name between them, also those of other processes.
     */
    private boolean moveUnderLock(Path target) throws IOException {
        try (Closeable lock =
                target.equals(name.target()) ? tryLockName() : PartFile.tryOpen(target, name.directory())) {
            if (lock == null || Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            move(target);
            return true;
        }
    }

    private void move(Path target) throws IOException {
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
            published = true;
        } catch (NoSuchFileException e) {
            throw gone();
        }
    }

    private PlainFailure gone() {
        return new PlainFailure("file '{}' was deleted or replaced during the download", path, true);
    }

    /** Deletes the own name. A failure leaves a file without a journal, as a killed process does. */
    final void deleteName() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // An earlier failure, or the published file, matters more.
            return;
        }
    }
}
