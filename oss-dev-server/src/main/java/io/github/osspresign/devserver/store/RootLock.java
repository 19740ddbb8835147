// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The lock of a directory that only one store may have open. The operating system releases it if the process ends. */
final class RootLock implements Closeable {

    private static final String NAME = ".lock";

    private final FileChannel channel;

    private RootLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Locks the directory, or throws an IOException if another store has it open, in this or another process. */
    static RootLock acquire(Path root) throws IOException {
        FileChannel channel = FileChannel.open(root.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IOException("another server uses the directory " + root);
        }
        return new RootLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Unlocks the directory. The file stays, because another process may be about to lock it. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
