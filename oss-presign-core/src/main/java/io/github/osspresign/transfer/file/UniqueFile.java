// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.DirectMemory;
import io.github.osspresign.transfer.failure.Handover;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Complete file of a small object, under a hidden name that nobody else uses, until it is renamed to the target. */
final class UniqueFile extends UnpublishedFile {

    /*
     * The file is created in the directory of the target, renamed or linked to the target, and deleted if it still has
     * its own name. Its name is new, so no lock is needed: nobody else writes to it, and this object deletes nothing
     * but what it has created. Names of part files are refused as names of targets (see PartFile.hasItsName), so a
     * download cannot be made to write to it either.
     *
     * If the path of the directory led to another directory between creation and rename, the rename does not find the
     * file and fails.
     *
     * A process that is killed between creation and rename leaves the file (see AbandonedFiles).
     */

    private static final Pattern NAME = Pattern.compile("\\.~[0-9a-f]{16}-[0-9]{1,19}\\.part");
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /** Distinguishes the files of this process from those of others on the same machine. */
    private static final String PROCESS = ".~" + HexFormat.of().toHexDigits(process()) + "-";

    private static final AtomicLong COUNTER = new AtomicLong();

    /** Maximum number of names to try: a process of another machine, or one that was copied, may use the same. */
    private static final int MOST_TRIES = 1000;

    private UniqueFile(Path path, ReservedName name) {
        super(path, name);
    }

    private static long process() {
        ProcessHandle process = ProcessHandle.current();
        long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return start * Integer.MAX_VALUE + process.pid();
    }

    /** Returns whether a file has a name as this class makes them. */
    static boolean isNameOfOne(String fileName) {
        return NAME.matcher(fileName).matches();
    }

    /**
     * Creates a file with the content in the directory of a target, and flushes it to the disk.
     *
     * @param name reserved name of the target
     */
    static UniqueFile write(ReservedName name, ByteBuffer content) throws IOException {
        name.directory().requireSame();
        for (int tries = 1; ; tries++) {
            Path path = name.directory().path().resolve(PROCESS + COUNTER.incrementAndGet() + ".part");
            FileChannel created;
            try {
                created = FileChannel.open(path, NEW, Permissions.ofFile(path));
            } catch (FileAlreadyExistsException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                continue;
            }
            return written(new UniqueFile(path, name), created, content);
        }
    }

    private static UniqueFile written(UniqueFile file, FileChannel created, ByteBuffer content) throws IOException {
        try (Handover handover = new Handover(file)) {
            try (created) {
                while (content.hasRemaining()) {
                    int most = Math.min(content.remaining(), DirectMemory.MOST_AT_ONCE);
                    int written = created.write(content.slice(content.position(), most));
                    content.position(content.position() + written);
                }
                created.force(true);
            }
            return handover.to(file);
        }
    }

    @Override
    void finish() throws IOException {
        name().directory().requireSameIfInner();
    }

    @Override
    @Nullable Closeable tryLockName() throws IOException {
        return PartFile.tryOpen(name());
    }

    /** Deletes the file unless it has been moved. */
    @Override
    public void close() {
        if (!isPublished()) {
            deleteName();
        }
    }
}
