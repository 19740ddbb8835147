// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.failure.Handover;
import io.github.osspresign.transfer.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** File beside the target that a download writes to. When it is complete and verified, it is renamed to the target. */
public final class PartFile extends UnpublishedFile implements PartialObject {

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
     * Maximum length of a name in UTF-8 bytes that leaves space for the longest suffix, that of a journal being written.
     */
    private static final int LONGEST_STEM = FileName.LONGEST - ".part.json.part".length();

    private final LockedFile file;
    private final FileChannel channel;
    private @Nullable Journal left;
    private final AtomicLong written = new AtomicLong();
    private final AtomicReference<@Nullable Witness> witness = new AtomicReference<>();
    private boolean kept;
    /** Whether the name is no longer reserved when this file is closed. */
    private boolean ownsName;

    private PartFile(Path path, ReservedName name, LockedFile file, @Nullable Journal left) {
        super(path, name);
        this.file = file;
        this.channel = file.content();
        this.left = left;
        this.written.set(left == null ? 0 : left.end());
    }

    /** Returns whether a file of this name could be mistaken for a part file or a journal. */
    static boolean hasItsName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(SUFFIX) || name.endsWith(JOURNAL_SUFFIX);
    }

    /**
     * Reserves a name and opens its part file, empty or with what an earlier download has left; returns {@code null} if
     * another download has either.
     */
    static @Nullable PartFile tryOpen(Path target, TargetDirectory directory) throws IOException {
        ReservedName name = ReservedName.tryReserve(target, directory);
        if (name == null) {
            return null;
        }
        try (Handover handover = new Handover(name)) {
            PartFile opened = handover.to(tryOpen(name));
            if (opened != null) {
                opened.ownsName = true;
            }
            return opened;
        }
    }

    /**
     * Opens the part file of a reserved name, empty or with what an earlier download has left; returns {@code null} if
     * a download of another process is writing it.
     *
     * @throws FileSystemException if the directory is no longer that of the reserved name
     */
    static @Nullable PartFile tryOpen(ReservedName name) throws IOException {
        name.directory().requireSame();
        Path path = pathFor(name.target());
        LockedFile made = LockedFile.tryMake(path);
        if (made == null) {
            PartFile leftOver = tryResume(path, name);
            if (leftOver != null) {
                return leftOver;
            }
            made = LockedFile.tryMake(path);
        }
        return made == null ? null : start(made, path, name);
    }

    /** Returns the path of the part file of a target. */
    static Path pathFor(Path target) {
        return target.resolveSibling(nameFor(target));
    }

    /** Returns the file name of the part file of a target. */
    static String nameFor(Path target) {
        return stem(target.getFileName().toString()) + SUFFIX;
    }

    /** Returns the name of the target, shortened and made unique if it leaves no space for the suffixes. */
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

    private static PartFile start(LockedFile made, Path path, ReservedName name) throws IOException {
        PartFile part = new PartFile(path, name, made, null);
        try (Handover handover = new Handover(part)) {
            Journal.delete(journal(path));
            return handover.to(part);
        }
    }

    /** Opens the left-over file; returns {@code null} if it is in use, or cannot be resumed and was deleted. */
    private static @Nullable PartFile tryResume(Path path, ReservedName name) throws IOException {
        LockedFile leftOver = LockedFile.tryOpen(path);
        if (leftOver == null) {
            return null;
        }
        try (Handover handover = new Handover(leftOver)) {
            Journal left = hasOneName(path) ? holding(Journal.read(journal(path)), leftOver.content()) : null;
            if (left == null || !Permissions.areAsOfAFileMade(path, Journal.fresh(journal(path)))) {
                Files.deleteIfExists(path);
                return null;
            }
            return handover.to(new PartFile(path, name, leftOver, left));
        }
    }

    /** Returns whether the file has no second name (hard link), through which writing would change another file. */
    private static boolean hasOneName(Path path) throws IOException {
        return !path.getFileSystem().supportedFileAttributeViews().contains("unix")
                || Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                        .equals(1);
    }

    /** Returns the journal reduced to the ranges that fit into the file; {@code null} if there are none. */
    private static @Nullable Journal holding(@Nullable Journal journal, FileChannel file) throws IOException {
        if (journal == null) {
            return null;
        }
        long size = file.size();
        List<CompletedRange> held =
                journal.ranges().stream().filter(range -> range.end() <= size).toList();
        if (held.isEmpty()) {
            return null;
        }
        Journal left = new Journal(journal.validator(), held);
        file.truncate(left.end());
        return left;
    }

    /**
     * Returns whether the bytes of an earlier download are those of its journal. They are read only when all others are
     * here: reading takes long, and a repeated download of a link that fails would read them each time.
     */
    boolean isIntact(Deadline deadline) throws IOException {
        for (CompletedRange range : left == null ? List.<CompletedRange>of() : left.ranges()) {
            Crc64 crc64 = new Crc64();
            LocalBytes.read(open(range.first(), range.length()), deadline, crc64::update);
            if (crc64.value() != range.crc64()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the journal of an earlier download, {@code null} if the file is empty. */
    public @Nullable Journal left() {
        return left;
    }

    @Override
    public ByteBuffer buffer(int most) {
        return TransferBuffers.SHARED.take(most);
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
        ByteBuffer rest = bytes.duplicate();
        long next = position;
        while (rest.hasRemaining()) {
            next += channel.write(rest, next);
        }
        // Of two threads whose bytes a truncation separates, one finds that those of the other or its own are gone.
        requireKept(witness.get());
        written.accumulateAndGet(next, Math::max);
        Witness own = Witness.in(bytes, position);
        witness.accumulateAndGet(own, Witness::higher);
        requireKept(own);
    }

    private void requireKept(@Nullable Witness expected) throws IOException {
        if (expected != null && !expected.isIn(channel)) {
            throw new FileSystemException(path().toString(), null, "truncated by another program during the download");
        }
    }

    @Override
    public InputStream open(long first, long length) {
        return new InputStream() {
            private long next = first;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                int wanted = (int) Math.min(count, first + length - next);
                int read = wanted == 0 ? -1 : channel.read(ByteBuffer.wrap(bytes, offset, wanted), next);
                next += Math.max(0, read);
                return read;
            }
        };
    }

    /**
     * Written byte that is not zero. A program that truncates the file takes away the highest one, and a later write at a
     * higher position leaves a zero in its place.
     */
    private record Witness(long position, byte value) {

        static @Nullable Witness in(ByteBuffer bytes, long position) {
            int last = bytes.remaining() - 1;
            while (last >= 0 && bytes.get(bytes.position() + last) == 0) {
                last--;
            }
            return last < 0 ? null : new Witness(position + last, bytes.get(bytes.position() + last));
        }

        static @Nullable Witness higher(@Nullable Witness one, @Nullable Witness other) {
            return one == null || (other != null && other.position > one.position) ? other : one;
        }

        boolean isIn(FileChannel file) throws IOException {
            ByteBuffer found = ByteBuffer.allocate(1);
            return file.read(found, position) == 1 && found.get(0) == value;
        }
    }

    @Override
    public long size() {
        return written.get();
    }

    @Override
    public void empty() throws IOException {
        requireOurs();
        Journal.delete(journal());
        channel.truncate(0);
        written.set(0);
        witness.set(null);
        left = null;
    }

    @Override
    public void flush() throws IOException {
        channel.force(false);
    }

    @Override
    public void writeJournal(Journal journal) throws IOException {
        requireOurs();
        Uninterrupted.run(() -> journal.write(journal(), Permissions.ofFile(path())));
    }

    /**
     * Keeps the file for a later download when it is closed. If the journal cannot be written, the previous one is
     * kept.
     */
    public void keep(Journal journal) {
        try {
            if (!isPublished() && isOurs()) {
                writeJournal(journal);
                kept = true;
            }
        } catch (IOException e) {
            // Without any journal the file is deleted, and the later download starts over.
            kept = !Files.notExists(journal());
        }
    }

    /** Does nothing: this file is the lock. */
    @Override
    Closeable tryLockName() {
        return () -> {};
    }

    /** Deletes the file unless it was published or is kept. */
    @Override
    public void close() {
        try (file) {
            if (!isPublished() && !kept && isOurs()) {
                try {
                    Journal.delete(journal());
                } finally {
                    deleteName();
                }
            }
        } catch (IOException e) {
            // An earlier failure matters more than this one, and the next download replaces a left-over.
            return;
        } finally {
            if (ownsName) {
                name().close();
            }
        }
    }

    @Override
    void finish() throws IOException {
        channel.force(true);
        requireOurs();
        if (Files.size(path()) != written.get()) {
            throw replaced();
        }
        Journal.delete(journal());
    }

    private void requireOurs() throws IOException {
        if (!isOurs()) {
            throw replaced();
        }
    }

    private FileSystemException replaced() {
        return new FileSystemException(path().toString(), null, "deleted or replaced during the download");
    }

    /**
     * Returns whether the path still refers to the file in its original folder, which may have been replaced by a
     * symbolic link.
     */
    private boolean isOurs() throws IOException {
        return file.isOwned() && name().directory().isSame();
    }

    private Path journal() {
        return journal(path());
    }

    private static Path journal(Path path) {
        return path.resolveSibling(path.getFileName() + ".json");
    }
}
