package io.github.osspresign.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The file beside the target that a download is written to, until it is whole, checked, and takes the target's name. */
final class PartFile implements AutoCloseable {

    /*
     * Whoever writes a part file holds a lock on it. Between processes that is a lock of the operating system. Inside one
     * process it has to be IN_USE: POSIX drops all locks that a process has on a file as soon as it closes any channel of
     * it, so a second download must not even open the file.
     *
     * A file left over from a crash is deleted and made anew, never cut to nothing: a crash while it was published may
     * have left it as a second name of the finished file.
     *
     * To be the holder of the lock is not to be the owner of the name: another process may have published or deleted the
     * file between our opening and our locking it. What the name stands for is therefore compared with what we have
     * before the name is moved or deleted.
     */

    private static final String SUFFIX = ".part";
    private static final String JOURNAL_SUFFIX = ".part.json";
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path inUse;
    private final FileChannel channel;
    private final @Nullable Object identity;
    private long written;
    private boolean published;

    private PartFile(Path path, Path inUse, FileChannel channel) throws IOException {
        this.path = path;
        this.inUse = inUse;
        this.channel = channel;
        this.identity = identity(path);
    }

    /** Whether a file of that name could be taken for the part file, or its journal, of another one. */
    static boolean hasItsName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(SUFFIX) || name.endsWith(JOURNAL_SUFFIX);
    }

    /** An empty part file for that target, {@code null} where another download is writing it. */
    static @Nullable PartFile tryOpen(Path target) throws IOException {
        Path path = target.resolveSibling(target.getFileName() + SUFFIX);
        Path inUse = directory(path).toRealPath().resolve(path.getFileName());
        if (!IN_USE.add(inUse)) {
            return null;
        }
        PartFile opened = null;
        try {
            opened = tryOpen(path, inUse);
        } finally {
            if (opened == null) {
                IN_USE.remove(inUse);
            }
        }
        return opened;
    }

    private static @Nullable PartFile tryOpen(Path path, Path inUse) throws IOException {
        if (!deleteLeftOver(path)) {
            return null;
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    path,
                    Set.<OpenOption>of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    ownersOnly(path));
        } catch (FileAlreadyExistsException e) {
            return null;
        }
        try {
            if (tryLock(channel) != null) {
                return new PartFile(path, inUse, channel);
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    /** Whether the name is free now. */
    private static boolean deleteLeftOver(Path path) throws IOException {
        try (FileChannel leftOver = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (tryLock(leftOver) == null) {
                return false;
            }
            Files.deleteIfExists(path);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** {@code null} where another process, or another class loader of this one, has the lock. */
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    void write(byte[] bytes, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        while (buffer.hasRemaining()) {
            written += channel.write(buffer);
        }
    }

    /** Gives the finished file the target's name, in the place of whatever has it. */
    void replace(Path target) throws IOException {
        finish();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        published = true;
        syncDirectory();
    }

    /** Gives the finished file the target's name, and says whether that was free. */
    boolean publishAs(Path target) throws IOException {
        finish();
        boolean linked = tryLink(target);
        if (!linked && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!linked) {
            // On a file system without hard links the look and the move have to be two steps.
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        }
        published = true;
        if (linked) {
            Files.delete(path);
        }
        syncDirectory();
        return true;
    }

    /** A rename would replace a file that came up meanwhile; a second name for this one cannot. */
    private boolean tryLink(Path target) {
        try {
            Files.createLink(target, path);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Takes the file away unless it has become the target. */
    @Override
    public void close() {
        try (channel) {
            if (!published && isOurs()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // What happened before is worth more than this, and the next download makes a left-over anew.
            return;
        } finally {
            IN_USE.remove(inUse);
        }
    }

    private void finish() throws IOException {
        channel.force(true);
        if (!isOurs() || Files.size(path) != written) {
            throw new FileSystemException(path.toString(), null, "taken away or replaced while it was written");
        }
    }

    private boolean isOurs() throws IOException {
        try {
            return Objects.equals(identity, identity(path));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Device and inode; {@code null} on file systems that have neither. */
    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Makes the new name last; Windows does not open directories, and has no need of it. */
    private void syncDirectory() throws IOException {
        if (isPosix(path)) {
            try (FileChannel directory = FileChannel.open(directory(path))) {
                directory.force(true);
            }
        }
    }

    /** Objects behind signed links are nobody else's business. */
    private static FileAttribute<?>[] ownersOnly(Path path) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
                }
                : new FileAttribute<?>[0];
    }

    private static Path directory(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
