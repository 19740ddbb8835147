package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Entries of a directory: the names of its files and folders. */
final class DirectoryEntries {

    private DirectoryEntries() {}

    /**
     * Flushes the entries to the disk, so that new names survive a crash of the machine. Windows does not open
     * directories, and does not need this. A directory that another program has taken away needs it neither.
     */
    static void flush(Path directory) throws IOException {
        if (Permissions.arePosix(directory)) {
            Uninterrupted.run(() -> {
                try (FileChannel entries = FileChannel.open(directory)) {
                    entries.force(true);
                } catch (NoSuchFileException e) {
                    return;
                }
            });
        }
    }
}
