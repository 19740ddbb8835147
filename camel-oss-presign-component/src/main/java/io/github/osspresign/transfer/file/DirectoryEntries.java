package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Entries of a directory: the names of its files and folders. */
final class DirectoryEntries {

    /*
     * Downloads to one directory share its flushes (group commit). While one thread flushes, others arrive and wait for
     * the lock; the first of them flushes for all that have arrived by then. Each thread therefore returns only after a
     * flush that has begun after its arrival. If that flush fails, the next thread flushes again.
     */

    /** Directories that are being flushed. */
    private static final Map<Path, DirectoryEntries> FLUSHED = new ConcurrentHashMap<>();

    private final Path directory;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong arrived = new AtomicLong();

    /** Number of arrivals whose names are durable; guarded by the lock. */
    private long durable;

    /** Number of threads that use this object; changed only inside {@link #FLUSHED}. */
    private int users;

    private DirectoryEntries(Path directory) {
        this.directory = directory;
    }

    /**
     * Flushes the entries to the disk, so that new names survive a crash of the machine. Windows does not open
     * directories, and does not need this. A directory that another program has taken away needs it neither.
     */
    static void flush(Path directory) throws IOException {
        if (!Permissions.arePosix(directory)) {
            return;
        }
        DirectoryEntries shared = FLUSHED.compute(directory, (path, used) -> {
            DirectoryEntries entries = used == null ? new DirectoryEntries(path) : used;
            entries.users++;
            return entries;
        });
        try {
            shared.flushSince(shared.arrived.incrementAndGet());
        } finally {
            FLUSHED.computeIfPresent(directory, (path, used) -> --used.users == 0 ? null : used);
        }
    }

    private void flushSince(long arrival) throws IOException {
        lock.lock();
        try {
            if (durable < arrival) {
                long covered = arrived.get();
                Uninterrupted.run(this::force);
                durable = covered;
            }
        } finally {
            lock.unlock();
        }
    }

    private void force() throws IOException {
        try (FileChannel entries = FileChannel.open(directory)) {
            entries.force(true);
        } catch (NoSuchFileException e) {
            return;
        }
    }
}
