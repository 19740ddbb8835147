package io.github.osspresign.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The file beside the target that a download is written to, until it is whole, checked, and takes the target's name. */
final class PartFile implements AutoCloseable {

    /*
     * Whoever writes a part file holds a lock on it. Between processes that is a lock of the operating system. Inside one
     * process it has to be IN_USE: POSIX drops all locks that a process has on a file as soon as it closes any channel of
     * it, so a second download must not even open the file.
     *
     * A file left over from a crash is gone on with only where a journal says what it holds, and the file holds just
     * that. Without a journal it is deleted and made anew, never written to: a crash while it was published may have left
     * it as a second name of the finished file. The journal is therefore taken away before there is a second name.
     *
     * To be the holder of the lock is not to be the owner of the name: another process may have published or deleted the
     * file between our opening and our locking it. What the name stands for is therefore compared with what we have
     * before the name is moved or deleted, and so is the place that its folder is in: a folder may have become a symbolic
     * link meanwhile.
     */

    /** Bytes from which on a later download should go on instead of beginning anew. */
    static final long WORTH_KEEPING = 1024 * 1024;

    private static final String SUFFIX = ".part";
    private static final String JOURNAL_SUFFIX = ".part.json";

    /** In UTF-8 bytes: what the longest of the suffixes, that of a journal in the making, leaves of a name. */
    private static final int LONGEST_STEM = FileName.LONGEST - ".part.json.part".length();

    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path inUse;
    private final FileChannel channel;
    private final @Nullable Object identity;
    private final @Nullable Journal left;
    private final AtomicLong written = new AtomicLong();
    private volatile boolean journaled;
    private boolean published;
    private boolean kept;

    private PartFile(Path path, Path inUse, FileChannel channel, @Nullable Journal left) throws IOException {
        this.path = path;
        this.inUse = inUse;
        this.channel = channel;
        this.left = left;
        this.journaled = left != null;
        this.identity = identity(path);
        this.written.set(channel.size());
    }

    /** Whether a file of that name could be taken for the part file, or its journal, of another one. */
    static boolean hasItsName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(SUFFIX) || name.endsWith(JOURNAL_SUFFIX);
    }

    /** The part file for that target, empty or as it was left; {@code null} where another download is writing it. */
    static @Nullable PartFile tryOpen(Path target) throws IOException {
        Path path = target.resolveSibling(stem(target.getFileName().toString()) + SUFFIX);
        Path inUse = spelling(path);
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

    /** The name of the target; of one that leaves no room for the suffixes a shorter one of its own. */
    private static String stem(String fileName) {
        boolean roomy = FileName.fits(fileName, LONGEST_STEM);
        // What is too long for a file at all should fail here and now, not when it is downloaded.
        if (roomy || !FileName.fits(fileName, FileName.LONGEST)) {
            return fileName;
        }
        Crc64 crc64 = new Crc64();
        byte[] bytes = fileName.getBytes(StandardCharsets.UTF_8);
        crc64.update(bytes, 0, bytes.length);
        String hash = "~" + HexFormat.of().toHexDigits(crc64.value());
        return FileName.cut(fileName, LONGEST_STEM - hash.length()) + hash;
    }

    /** The one path of all that stand for the file, where the case of letters does not matter too. */
    private static Path spelling(Path path) throws IOException {
        try {
            return Presence.of(path)
                    ? path.toRealPath()
                    : directory(path).toRealPath().resolve(path.getFileName());
        } catch (NoSuchFileException e) {
            return directory(path).toRealPath().resolve(path.getFileName());
        }
    }

    private static @Nullable PartFile tryOpen(Path path, Path inUse) throws IOException {
        FileChannel made = tryMake(path);
        if (made != null) {
            return tryUse(made, path, inUse);
        }
        Object before = Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? identity(path) : null;
        FileChannel leftOver = openLeftOver(path);
        if (leftOver != null) {
            boolean taken = false;
            try {
                if (tryLock(leftOver) == null) {
                    return null;
                }
                if (!isSame(path, before)) {
                    return null;
                }
                Journal left = hasOneName(path) ? holding(Journal.read(journal(path)), leftOver) : null;
                if (left != null) {
                    taken = true;
                    return new PartFile(path, inUse, leftOver, left);
                }
                Files.deleteIfExists(path);
            } finally {
                if (!taken) {
                    leftOver.close();
                }
            }
        }
        made = tryMake(path);
        return made == null ? null : tryUse(made, path, inUse);
    }

    /** {@code null} where there is one of that name. */
    private static @Nullable FileChannel tryMake(Path path) throws IOException {
        try {
            return FileChannel.open(
                    path,
                    Set.<OpenOption>of(
                            StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    Permissions.ofFile(path));
        } catch (FileAlreadyExistsException e) {
            return null;
        }
    }

    /** {@code null} where another process was faster to lock what we have made. */
    private static @Nullable PartFile tryUse(FileChannel made, Path path, Path inUse) throws IOException {
        boolean used = false;
        try {
            if (tryLock(made) == null) {
                return null;
            }
            Journal.delete(journal(path));
            PartFile part = new PartFile(path, inUse, made, null);
            used = true;
            return part;
        } finally {
            if (!used) {
                made.close();
            }
        }
    }

    private static @Nullable FileChannel openLeftOver(Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whether the name still stands for what was opened: the one who had the lock may have published it meanwhile. */
    private static boolean isSame(Path path, @Nullable Object before) throws IOException {
        try {
            return Objects.equals(before, identity(path));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** What is written to a file with a second name, a hard link, is written to a file somewhere else too. */
    private static boolean hasOneName(Path path) throws IOException {
        return !path.getFileSystem().supportedFileAttributeViews().contains("unix")
                || Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                        .equals(1);
    }

    /** Of what a journal tells, that which the file really holds; {@code null} where that is nothing. */
    private static @Nullable Journal holding(@Nullable Journal journal, FileChannel file) throws IOException {
        if (journal == null) {
            return null;
        }
        List<Piece> held = new ArrayList<>();
        for (Piece piece : journal.pieces()) {
            if (crc64(file, piece) == piece.crc64()) {
                held.add(piece);
            }
        }
        if (held.isEmpty()) {
            return null;
        }
        file.truncate(held.get(held.size() - 1).end());
        return new Journal(journal.pin(), held);
    }

    private static long crc64(FileChannel file, Piece piece) throws IOException {
        Crc64 crc64 = new Crc64();
        byte[] bytes = new byte[128 * 1024];
        long position = piece.first();
        int count = 1;
        while (position < piece.end() && count > 0) {
            int wanted = (int) Math.min(bytes.length, piece.end() - position);
            count = Math.max(0, file.read(ByteBuffer.wrap(bytes, 0, wanted), position));
            crc64.update(bytes, 0, count);
            position += count;
        }
        return crc64.value();
    }

    /** {@code null} where another process, or another class loader of this one, has the lock. */
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** What an earlier download has left in it, {@code null} where it is empty. */
    @Nullable Journal left() {
        return left;
    }

    /** Safe for use by many threads, each in a place of its own. */
    void write(byte[] bytes, int count, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        long next = position;
        while (buffer.hasRemaining()) {
            next += channel.write(buffer, next);
        }
        written.accumulateAndGet(next, Math::max);
    }

    int read(ByteBuffer buffer, long position) throws IOException {
        return channel.read(buffer, position);
    }

    /** Throws away what is in it. */
    void empty() throws IOException {
        requireOurs();
        deleteJournal();
        channel.truncate(0);
        written.set(0);
    }

    /** Writes down what is in it, for the case that this process does not come to its end. */
    void writeJournal(Journal journal) throws IOException {
        requireOurs();
        journaled = true;
        journal.write(journal(path), Permissions.ofFile(path));
    }

    private void deleteJournal() throws IOException {
        if (journaled) {
            Journal.delete(journal(path));
        }
    }

    /** Leaves it to a later download when it is closed. */
    void keep(Journal journal) {
        try {
            if (!published && isOurs()) {
                writeJournal(journal);
                kept = true;
            }
        } catch (IOException e) {
            // Then it is deleted, and the later download begins anew.
            kept = false;
        }
    }

    /** Gives the finished file the target's name, in the place of whatever has it. */
    void replace(Path target) throws IOException {
        finish();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        published = true;
        deleteJournal();
        syncDirectory();
    }

    /** Gives the finished file the target's name, and says whether that was free. */
    boolean publishAs(Path target) throws IOException {
        finish();
        deleteJournal();
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

    /** Takes the file away unless it has become the target or is kept. */
    @Override
    public void close() {
        try (channel) {
            if (!published && !kept && isOurs()) {
                deleteJournal();
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
        requireOurs();
        if (Files.size(path) != written.get()) {
            throw replaced();
        }
    }

    private void requireOurs() throws IOException {
        if (!isOurs()) {
            throw replaced();
        }
    }

    private FileSystemException replaced() {
        return new FileSystemException(path.toString(), null, "taken away or replaced while it was written");
    }

    /** Where a folder has become a link elsewhere, the path leads to another place, with the same file or without it. */
    private boolean isOurs() throws IOException {
        return isSame(path, identity) && directory(path).toRealPath().equals(inUse.getParent());
    }

    /** Device and inode; {@code null} on file systems that have neither. */
    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Makes the new name last; Windows does not open directories, and has no need of it. */
    private void syncDirectory() throws IOException {
        if (Permissions.arePosix(path)) {
            try (FileChannel directory = FileChannel.open(directory(path))) {
                directory.force(true);
            }
        }
    }

    private static Path journal(Path path) {
        return path.resolveSibling(path.getFileName() + ".json");
    }

    private static Path directory(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }
}
