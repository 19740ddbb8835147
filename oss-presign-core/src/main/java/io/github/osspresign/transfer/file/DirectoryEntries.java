// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.PlainFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Entries of a directory: the names of its files and folders. */
final class DirectoryEntries {

    /*
     * Downloads to one directory share its flushes (group commit). A thread waits for the running flush to end, and then
     * returns if another thread has meanwhile flushed, in a flush that has begun after its arrival. A flush that fails has
     * failed for all threads that have arrived before its end: the lost write may be theirs, and Linux reports it only once,
     * so a second flush would prove nothing.
     */

    /** Texts of EINVAL, ENOTSUP and ENOSYS, by which a file system says that it cannot flush directories. */
    private static final List<String> UNSUPPORTED =
            List.of("Invalid argument", "Operation not supported", "Function not implemented");

    /** Directories that are being flushed. */
    private static final Map<Path, DirectoryEntries> FLUSHED = new ConcurrentHashMap<>();

    private final Path directory;
    private final ReentrantLock flushing = new ReentrantLock();

    /** Flush that has not begun. */
    private volatile Flush next = new Flush();

    /** Number of threads that use this object; changed only inside {@link #FLUSHED}. */
    private int users;

    private DirectoryEntries(Path directory) {
        this.directory = directory;
    }

    /**
     * Flushes the entries to the disk, so that new names survive a crash of the machine. Windows does not open
     * directories, and does not need this. A directory that another program has taken away needs it neither, and a file
     * system may be unable to do it.
     *
     * @param entry file or folder with a new name
     * @throws PlainFailure if the flush fails; the entry is there all the same, and a file is complete
     */
    static void flush(Path directory, Path entry) throws PlainFailure {
        if (!Permissions.arePosix(directory)) {
            return;
        }
        DirectoryEntries shared = FLUSHED.compute(directory, (path, used) -> {
            DirectoryEntries entries = used == null ? new DirectoryEntries(path) : used;
            entries.users++;
            return entries;
        });
        try {
            shared.flush();
        } catch (IOException e) {
            PlainFailure failure = new PlainFailure(
                    (Files.isDirectory(entry) ? "folder" : "complete file")
                            + " '{}' is in its directory, but a crash of the machine may remove it, because the"
                            + " directory cannot be flushed to the disk",
                    entry,
                    false);
            failure.initCause(e);
            throw failure;
        } finally {
            FLUSHED.computeIfPresent(directory, (path, used) -> --used.users == 0 ? null : used);
        }
    }

    /** Flush of all threads that have arrived before it began. Both fields are guarded by {@link #flushing}. */
    private static final class Flush {
        private boolean ended;
        private @Nullable IOException failure;

        void end(@Nullable IOException reason) {
            ended = true;
            failure = reason;
        }
    }

    private void flush() throws IOException {
        Flush own = next;
        flushing.lock();
        try {
            if (!own.ended) {
                begin(own);
            }
            if (own.failure != null) {
                throw own.failure;
            }
        } finally {
            flushing.unlock();
        }
    }

    private void begin(Flush flush) {
        next = new Flush();
        try {
            Uninterrupted.run(this::force);
            flush.end(null);
        } catch (IOException e) {
            flush.end(e);
            Flush arrivedMeanwhile = next;
            next = new Flush();
            arrivedMeanwhile.end(e);
        }
    }

    private void force() throws IOException {
        try (FileChannel entries = FileChannel.open(directory)) {
            entries.force(true);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            if (UNSUPPORTED.stream().noneMatch(String.valueOf(e.getMessage())::contains)) {
                throw e;
            }
        }
    }
}
