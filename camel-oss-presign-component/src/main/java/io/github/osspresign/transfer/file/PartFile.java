package io.github.osspresign.transfer.file;

import io.github.osspresign.oss.Crc64;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** File beside the target that a download writes to. When it is complete and verified, it is renamed to the target. */
public final class PartFile implements AutoCloseable {

    /*
     * One download at a time writes the part file of a name: its owner (see LockedFile). Only the owner changes the
     * part file and its journal, by name or by channel. The journal is therefore deleted before the part file loses
     * its name, never after.
     *
     * A file left over from a crash is resumed only if a journal describes its content and the content matches.
     * Without a journal it is deleted and created again, never written to: after a crash during publishing it may be a
     * second name of the finished file. This is the other reason to delete the journal before a second name exists. A
     * file that other users may write to is not resumed either: they could still change it after it is published.
     *
     * Other programs may ignore this protocol. Before the name is moved or deleted, the file is therefore checked
     * again, and so is its folder, which may have become a symbolic link meanwhile.
     */

    /** Minimum number of bytes that are kept for a later download. */
    public static final long WORTH_KEEPING = 1024 * 1024;

    private static final String SUFFIX = ".part";
    private static final String JOURNAL_SUFFIX = ".part.json";

    /**
     * Maximum length of a name in UTF-8 bytes that leaves room for the longest suffix, that of a journal being written.
     */
    private static final int LONGEST_STEM = FileName.LONGEST - ".part.json.part".length();

    private final Path path;
    private final Path inUse;
    private final LockedFile file;
    private final FileChannel channel;
    private final @Nullable Journal left;
    private final AtomicLong written = new AtomicLong();
    private volatile boolean journaled;
    /** Whether there is a complete journal that describes the content of the file. */
    private volatile boolean resumable;

    private boolean published;
    private boolean kept;

    private PartFile(Path path, Path inUse, LockedFile file, @Nullable Journal left) throws IOException {
        this.path = path;
        this.inUse = inUse;
        this.file = file;
        this.channel = file.content();
        this.left = left;
        this.journaled = left != null;
        this.resumable = left != null;
        this.written.set(channel.size());
    }

    /** Returns whether a file of this name could be mistaken for a part file or a journal. */
    static boolean hasItsName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(SUFFIX) || name.endsWith(JOURNAL_SUFFIX);
    }

    /**
     * Opens the part file of a target, empty or with what an earlier download has left; returns {@code null} if another
     * download is writing it.
     */
    public static @Nullable PartFile tryOpen(Path target) throws IOException {
        Path path = pathFor(target);
        Path inUse = spelling(path);
        if (!NamesInUse.add(inUse)) {
            return null;
        }
        PartFile opened = null;
        try {
            opened = tryOpen(path, inUse);
        } finally {
            if (opened == null) {
                NamesInUse.remove(inUse);
            }
        }
        return opened;
    }

    /** Returns whether a download of another thread of this process has the part file of the target open. */
    static boolean isInUseByAnotherThread(Path target) throws IOException {
        return NamesInUse.isInUseByAnotherThread(spelling(pathFor(target)));
    }

    private static Path pathFor(Path target) {
        return target.resolveSibling(stem(target.getFileName().toString()) + SUFFIX);
    }

    /** Returns the name of the target, shortened and made unique if it leaves no room for the suffixes. */
    private static String stem(String fileName) {
        boolean roomy = FileName.fits(fileName, LONGEST_STEM);
        // A name that is too long for any file must fail here, before the download.
        if (roomy || !FileName.fits(fileName, FileName.LONGEST)) {
            return fileName;
        }
        Crc64 crc64 = new Crc64();
        byte[] bytes = fileName.getBytes(StandardCharsets.UTF_8);
        crc64.update(bytes, 0, bytes.length);
        String hash = "~" + HexFormat.of().toHexDigits(crc64.value());
        return FileName.cut(fileName, LONGEST_STEM - hash.length()) + hash;
    }

    /** Returns one path for all spellings of the file, also on case-insensitive file systems. */
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
        LockedFile made = LockedFile.tryMake(path);
        if (made == null) {
            PartFile leftOver = tryResume(path, inUse);
            if (leftOver != null) {
                return leftOver;
            }
            made = LockedFile.tryMake(path);
        }
        return made == null ? null : start(made, path, inUse);
    }

    private static PartFile start(LockedFile made, Path path, Path inUse) throws IOException {
        boolean started = false;
        try {
            Journal.delete(journal(path));
            PartFile part = new PartFile(path, inUse, made, null);
            started = true;
            return part;
        } finally {
            if (!started) {
                try (made) {
                    if (made.isOwned()) {
                        Files.delete(path);
                    }
                }
            }
        }
    }

    /** Opens the left-over file; returns {@code null} if it is in use, or cannot be resumed and was deleted. */
    private static @Nullable PartFile tryResume(Path path, Path inUse) throws IOException {
        LockedFile leftOver = LockedFile.tryOpen(path);
        if (leftOver == null) {
            return null;
        }
        boolean resumed = false;
        try {
            Journal left = hasOneName(path) ? holding(Journal.read(journal(path)), leftOver.content()) : null;
            if (left == null || !Permissions.areAsOfAFileMade(path, Journal.fresh(journal(path)))) {
                Files.deleteIfExists(path);
                return null;
            }
            PartFile part = new PartFile(path, inUse, leftOver, left);
            resumed = true;
            return part;
        } finally {
            if (!resumed) {
                leftOver.close();
            }
        }
    }

    /** Returns whether the file has no second name (hard link), through which writing would change another file. */
    private static boolean hasOneName(Path path) throws IOException {
        return !path.getFileSystem().supportedFileAttributeViews().contains("unix")
                || Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                        .equals(1);
    }

    /** Returns the journal reduced to the ranges that the file really contains; {@code null} if there are none. */
    private static @Nullable Journal holding(@Nullable Journal journal, FileChannel file) throws IOException {
        if (journal == null) {
            return null;
        }
        long size = file.size();
        List<CompletedRange> held = new ArrayList<>();
        for (CompletedRange range : journal.ranges()) {
            if (range.end() <= size && crc64(file, range) == range.crc64()) {
                held.add(range);
            }
        }
        if (held.isEmpty()) {
            return null;
        }
        file.truncate(held.get(held.size() - 1).end());
        return new Journal(journal.validator(), held);
    }

    private static long crc64(FileChannel file, CompletedRange range) throws IOException {
        Crc64 crc64 = new Crc64();
        byte[] bytes = new byte[128 * 1024];
        long position = range.first();
        int count = 1;
        while (position < range.end() && count > 0) {
            int wanted = (int) Math.min(bytes.length, range.end() - position);
            count = Math.max(0, file.read(ByteBuffer.wrap(bytes, 0, wanted), position));
            crc64.update(bytes, 0, count);
            position += count;
        }
        return crc64.value();
    }

    /** Returns the journal of an earlier download, {@code null} if the file is empty. */
    public @Nullable Journal left() {
        return left;
    }

    /** Writes bytes at a position. Thread-safe if the threads write to different positions. */
    public void write(byte[] bytes, int count, long position) throws IOException {
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

    /** Discards the content. */
    public void empty() throws IOException {
        requireOurs();
        deleteJournal();
        channel.truncate(0);
        written.set(0);
    }

    /** Writes the journal, from which a later download resumes if this process is killed. */
    public void writeJournal(Journal journal) throws IOException {
        requireOurs();
        journaled = true;
        Uninterrupted.run(() -> journal.write(journal(path), Permissions.ofFile(path)));
        resumable = true;
    }

    private void deleteJournal() throws IOException {
        resumable = false;
        if (journaled) {
            Journal.delete(journal(path));
        }
    }

    /**
     * Keeps the file for a later download when it is closed. If the journal cannot be written, the previous one is
     * kept.
     */
    public void keep(Journal journal) {
        try {
            if (!published && isOurs()) {
                writeJournal(journal);
                kept = true;
            }
        } catch (IOException e) {
            // Without any journal the file is deleted, and the later download starts over.
            kept = resumable;
        }
    }

    /** Renames the complete file to the target, replacing an existing file. */
    void replace(Path target) throws IOException {
        finish();
        deleteJournal();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        published = true;
        DirectoryEntries.flush(directory(path));
    }

    /**
     * Renames the complete file to the target if that does not exist.
     *
     * @return whether the file was renamed
     */
    boolean publishAs(Path target) throws IOException {
        finish();
        deleteJournal();
        boolean linked = tryLink(target);
        if (!linked && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!linked) {
            // Without hard links, the check and the rename are two steps.
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        }
        published = true;
        if (linked) {
            Files.delete(path);
        }
        DirectoryEntries.flush(directory(path));
        return true;
    }

    /** Creates the target as a hard link. Unlike a rename, this never replaces a file that appeared meanwhile. */
    private boolean tryLink(Path target) {
        try {
            Files.createLink(target, path);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Deletes the file unless it was published or is kept. */
    @Override
    public void close() {
        try (file) {
            if (!published && !kept && isOurs()) {
                deleteJournal();
                Files.delete(path);
            }
        } catch (IOException e) {
            // An earlier failure matters more than this one, and the next download replaces a left-over.
            return;
        } finally {
            NamesInUse.remove(inUse);
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
        return new FileSystemException(path.toString(), null, "deleted or replaced during the download");
    }

    /**
     * Returns whether the path still refers to the file in its original folder, which may have been replaced by a
     * symbolic link.
     */
    private boolean isOurs() throws IOException {
        return file.isOwned() && directory(path).toRealPath().equals(inUse.getParent());
    }

    private static Path journal(Path path) {
        return path.resolveSibling(path.getFileName() + ".json");
    }

    private static Path directory(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }
}
