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

/** The file beside the target that a download is written to, until it is whole, checked, and takes the target's name. */
public final class PartFile implements AutoCloseable {

    /*
     * One download at a time writes the part file of a name: the one that owns it (see LockedFile, which says how that is
     * known). All that is done to the part file and its journal, by name or by channel, is done by the owner. The journal
     * is therefore deleted before the part file loses its name, never after.
     *
     * A file left over from a crash is resumed only where a journal says what it holds, and the file holds just that.
     * Without a journal it is deleted and made anew, never written to: a crash while it was published may have left it as
     * a second name of the finished file. That is the other reason to delete the journal before there is a second name.
     * Nor is a file resumed that lets others in: who has put it there could still write to it when it is published.
     *
     * Others may not keep to this. Before the name is moved or deleted it is therefore looked at again, and so is the
     * place that its folder is in: a folder may have become a symbolic link meanwhile.
     */

    /** Bytes from which on a later download should go on instead of beginning anew. */
    public static final long WORTH_KEEPING = 1024 * 1024;

    private static final String SUFFIX = ".part";
    private static final String JOURNAL_SUFFIX = ".part.json";

    /** In UTF-8 bytes: what the longest of the suffixes, that of a journal in the making, leaves of a name. */
    private static final int LONGEST_STEM = FileName.LONGEST - ".part.json.part".length();

    private final Path path;
    private final Path inUse;
    private final LockedFile file;
    private final FileChannel channel;
    private final @Nullable Journal left;
    private final AtomicLong written = new AtomicLong();
    private volatile boolean journaled;
    /** Whether there is a whole journal, and the file holds what that says. */
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

    /** Whether a file of that name could be taken for the part file, or its journal, of another one. */
    static boolean hasItsName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(SUFFIX) || name.endsWith(JOURNAL_SUFFIX);
    }

    /** The part file for that target, empty or as it was left; {@code null} where another download is writing it. */
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

    /** Returns whether a download of this process has the part file of the target open. */
    static boolean isInUseHere(Path target) throws IOException {
        return NamesInUse.contains(spelling(pathFor(target)));
    }

    private static Path pathFor(Path target) {
        return target.resolveSibling(stem(target.getFileName().toString()) + SUFFIX);
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

    /** The file as it was left; {@code null} where it is in use, or not to be resumed and therefore gone. */
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

    /** What an earlier download has left in it, {@code null} where it is empty. */
    public @Nullable Journal left() {
        return left;
    }

    /** Safe for use by many threads, each in a place of its own. */
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

    /** Throws away what is in it. */
    public void empty() throws IOException {
        requireOurs();
        deleteJournal();
        channel.truncate(0);
        written.set(0);
    }

    /** Writes down what is in it, for the case that this process does not come to its end. */
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

    /** Leaves it to a later download when it is closed; without a new journal with what the one before tells of it. */
    public void keep(Journal journal) {
        try {
            if (!published && isOurs()) {
                writeJournal(journal);
                kept = true;
            }
        } catch (IOException e) {
            // Where there is none at all it is deleted, and the later download begins anew.
            kept = resumable;
        }
    }

    /** Gives the finished file the target's name, in the place of whatever has it. */
    void replace(Path target) throws IOException {
        finish();
        deleteJournal();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        published = true;
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
        try (file) {
            if (!published && !kept && isOurs()) {
                deleteJournal();
                Files.delete(path);
            }
        } catch (IOException e) {
            // What happened before is worth more than this, and the next download makes a left-over anew.
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
        return new FileSystemException(path.toString(), null, "taken away or replaced while it was written");
    }

    /** Where a folder has become a link elsewhere, the path leads to another place, with the same file or without it. */
    private boolean isOurs() throws IOException {
        return file.isOwned() && directory(path).toRealPath().equals(inUse.getParent());
    }

    /** Makes the new name last; Windows does not open directories, and has no need of it. */
    private void syncDirectory() throws IOException {
        if (Permissions.arePosix(path)) {
            Uninterrupted.run(() -> {
                try (FileChannel directory = FileChannel.open(directory(path))) {
                    directory.force(true);
                }
            });
        }
    }

    private static Path journal(Path path) {
        return path.resolveSibling(path.getFileName() + ".json");
    }

    private static Path directory(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }
}
