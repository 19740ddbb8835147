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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Entries of a directory: the names of its files and folders. */
final class DirectoryEntries {

    /*
     * Downloads to one directory share its flushes (group commit). Threads that arrive during a flush form a batch. The
     * first of them leads the batch: it waits for the running flush to end, closes the batch, flushes, and wakes the others
     * all at once. Each thread therefore returns only after a flush that has begun after its arrival. If a flush fails, its
     * batch and the one that has formed meanwhile fail: the lost write may be theirs, and Linux reports it only once, so a
     * second flush would prove nothing.
     */

    /** Texts of EINVAL, ENOTSUP and ENOSYS, by which a file system says that it cannot flush directories. */
    private static final List<String> UNSUPPORTED =
            List.of("Invalid argument", "Operation not supported", "Function not implemented");

    /** Directories that are being flushed. */
    private static final Map<Path, DirectoryEntries> FLUSHED = new ConcurrentHashMap<>();

    private final Path directory;
    private final ReentrantLock flushing = new ReentrantLock();

    /** Threads that wait for the next flush; {@code null} if none does. */
    private @Nullable Batch next;

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

    private void flush() throws IOException {
        Batch mine = new Batch();
        Batch joined = join(mine);
        if (joined == mine) {
            lead(mine);
        } else {
            joined.await();
        }
    }

    private synchronized Batch join(Batch mine) {
        Batch formed = next;
        next = formed == null ? mine : formed;
        return next;
    }

    private void lead(Batch batch) throws IOException {
        try {
            flushing.lock();
            try {
                close(batch);
                batch.requireIntact();
                flush(batch);
            } finally {
                flushing.unlock();
            }
        } finally {
            // It is still open if an error came before.
            close(batch);
            batch.done.countDown();
        }
    }

    /** Keeps threads that arrive from now on out of a batch. */
    private synchronized void close(Batch batch) {
        if (next == batch) {
            next = null;
        }
    }

    private void flush(Batch batch) throws IOException {
        try {
            Uninterrupted.run(this::force);
            batch.durable = true;
        } catch (IOException e) {
            fail(batch, e);
            throw e;
        }
    }

    private synchronized void fail(Batch batch, IOException failure) {
        batch.failure = failure;
        if (next != null) {
            next.failure = failure;
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

    /** Threads whose names one flush makes durable. */
    private static final class Batch {

        private final CountDownLatch done = new CountDownLatch(1);
        private volatile boolean durable;
        private volatile @Nullable IOException failure;

        void await() throws IOException {
            boolean interrupted = false;
            while (done.getCount() > 0) {
                try {
                    done.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            requireIntact();
            if (!durable) {
                throw new IOException("flush of another download ended with an error");
            }
        }

        void requireIntact() throws IOException {
            IOException cause = failure;
            if (cause != null) {
                throw cause;
            }
        }
    }
}
