// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.Handover;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Target whose name one download has reserved, with the part of the object that is here; a part file may have reserved another
 * name. The bytes of a small object stay in memory until they are verified, those of a larger one go to the part file.
 */
public final class ReservedTarget implements AutoCloseable {

    /*
     * Most objects are small. A part file with its lock costs more system calls than their transfer, and gains nothing:
     * less than PartFile.WORTH_KEEPING is not kept for a later download, and a further attempt of this download resumes
     * from memory. A small object is therefore written only when it is verified, to a file with a unique name.
     *
     * The part file is opened at once if it exists, since it may be resumed. Otherwise it is opened when the response
     * shows that the object is not small. What it then contains comes from another process, which has used the name
     * meanwhile; the response does not fit that content, so it is discarded.
     */

    private final TargetFile target;
    private final ReservedName name;
    private @Nullable PartialObject part;

    private ReservedTarget(TargetFile target, ReservedName name, @Nullable PartFile leftOver) {
        this.target = target;
        this.name = name;
        this.part = leftOver;
    }

    /**
     * Reserves a name and opens its part file if that exists; returns {@code null} if another download has either.
     */
    static @Nullable ReservedTarget tryReserve(TargetFile target, Path candidate) throws IOException {
        ReservedName name = ReservedName.tryReserve(candidate, target.parent());
        if (name == null) {
            return null;
        }
        try (Handover handover = new Handover(name)) {
            requireFitting(candidate);
            boolean exists = Presence.of(PartFile.pathFor(candidate));
            PartFile leftOver = exists ? PartFile.tryOpen(name) : null;
            return handover.to(exists && leftOver == null ? null : new ReservedTarget(target, name, leftOver));
        }
    }

    /** Fails before the request if the file system refuses the name, as creating a part file would. */
    private static void requireFitting(Path candidate) throws IOException {
        if (!FileName.fits(candidate.getFileName().toString(), FileName.LONGEST)) {
            try {
                Files.readAttributes(candidate, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                // Some file systems count characters instead of bytes.
                return;
            }
        }
    }

    public TargetFile target() {
        return target;
    }

    /** Returns the journal of an earlier download that can be resumed, {@code null} if there are no bytes of one. */
    public @Nullable Journal left() {
        return part instanceof PartFile file ? file.left() : null;
    }

    /**
     * Returns the part for an object.
     *
     * @param length length of the object in bytes, -1 if unknown; if it is not that of the last call, the part is empty
     * @throws PlainFailure if the part file is in use by another process
     */
    public PartialObject open(long length) throws IOException {
        boolean usable = part instanceof PartFile || (part instanceof MemoryPart memory && memory.length() == length);
        if (part == null || !usable) {
            part = length < 0 || length > MemoryPart.LONGEST ? openFile() : new MemoryPart((int) length);
        }
        return part;
    }

    private PartFile openFile() throws IOException {
        PartFile opened = PartFile.tryOpen(name);
        if (opened == null) {
            opened = target.openFirstFree();
            if (opened == null) {
                throw target.inUse();
            }
            name.close();
        }
        try (Handover handover = new Handover(opened)) {
            if (opened.left() != null) {
                opened.empty();
            }
            return handover.to(opened);
        }
    }

    /** Discards the bytes. */
    public void empty() throws IOException {
        if (part != null) {
            part.empty();
        }
    }

    /** Returns whether the bytes of an earlier download are those that its journal describes. */
    public boolean isIntact(Deadline deadline) throws IOException {
        return !(part instanceof PartFile file) || file.isIntact(deadline);
    }

    /**
     * Publishes the complete part under the name of the target.
     *
     * @return the file, {@code null} if one appeared meanwhile that is to be left alone
     */
    public @Nullable Path publish() throws IOException {
        if (part instanceof PartFile file) {
            return target.publish(file);
        }
        try (UniqueFile small = UniqueFile.write(name, ((MemoryPart) Objects.requireNonNull(part)).content())) {
            return target.publish(small);
        }
    }

    /** Keeps the part for a later download when it is closed, if it is a part file. */
    public void keep(Journal journal) {
        if (part instanceof PartFile file) {
            file.keep(journal);
        }
    }

    /** Deletes the part file unless it was published or is kept, and gives up the name. */
    @Override
    public void close() {
        try (name) {
            if (part instanceof PartFile file) {
                file.close();
            }
        }
    }
}
