// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Handover;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.DiskReserve;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a stream that can be read only once. Each part is copied when it is its turn, so that it can be sent again: a
 * small one to memory, another one to a temporary file.
 */
final class StreamedParts implements PartSource {

    /** Largest part that is copied to memory, in bytes. */
    private static final long IN_MEMORY = 1024 * 1024;

    private final PushbackInputStream stream;
    private final StreamLimits limits;
    private final DiskReserve reserve;
    private final ReentrantLock turn = new ReentrantLock();
    private int last;
    private long size;
    private boolean ended;

    /**
     * What the stream must comply with.
     *
     * @param partSize size of each part except the last one, in bytes
     * @param lastPart largest part number of the plan
     * @param size number of bytes that the stream must have, {@code null} for any
     * @param maxSize maximum number of bytes
     */
    record StreamLimits(
            long partSize, int lastPart, @Nullable Long size, long maxSize) {}

    /**
     * Creates the parts of a stream; closes it with them.
     *
     * @param reserve space that the copies leave free in their directory
     */
    StreamedParts(InputStream stream, StreamLimits limits, DiskReserve reserve) {
        this.stream = new PushbackInputStream(stream);
        this.limits = limits;
        this.reserve = reserve;
    }

    @Override
    public @Nullable PartBytes next() throws IOException {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlainFailure(ExceptionFactory::interrupted);
        }
        try {
            return ended ? null : nextInTurn();
        } finally {
            turn.unlock();
        }
    }

    private @Nullable PartBytes nextInTurn() throws IOException {
        // A failure is that of all parts.
        ended = true;
        try {
            PartBytes part = read();
            ended = part == null || part.size() < limits.partSize();
            return part;
        } catch (PlainFailure | OssPresignException e) {
            throw e;
        } catch (IOException e) {
            // Closing the stream may throw the same exception once more.
            throw new PlainFailure(request -> request.source(e));
        }
    }

    private @Nullable PartBytes read() throws IOException {
        boolean more = hasMore();
        if (!more && last > 0) {
            requireFitting(true);
            return null;
        }
        requireRoom(more);
        last++;
        PartBytes part = copied(last);
        size += part.size();
        try (Handover handover = new Handover(part)) {
            requireFitting(part.size() < limits.partSize());
            return handover.to(part);
        }
    }

    private boolean hasMore() throws IOException {
        int next = stream.read();
        if (next >= 0) {
            stream.unread(next);
        }
        return next >= 0;
    }

    private PartBytes copied(int number) throws IOException {
        // One byte more than is allowed shows that the stream is too long.
        long most = Math.min(limits.partSize() - 1, allowed() - size) + 1;
        if (limits.partSize() <= IN_MEMORY) {
            byte[] part = new byte[(int) most];
            int size = stream.readNBytes(part, 0, part.length);
            return new PartBytes(number, UploadSource.of(Arrays.copyOf(part, size)));
        }
        return new PartBytes(number, SpoolFile.of(stream, most - 1, reserve));
    }

    private void requireRoom(boolean more) throws PlainFailure {
        if (more && last == limits.lastPart()) {
            throw new PlainFailure(
                    "body of the upload: must have at most " + limits.lastPart() * limits.partSize()
                            + " bytes, for which the plan has links, had more",
                    false);
        }
    }

    private long allowed() {
        Long expected = limits.size();
        return expected == null ? limits.maxSize() : Math.min(expected, limits.maxSize());
    }

    /**
     * Checks the size so far.
     *
     * @param whole whether the stream has ended
     */
    private void requireFitting(boolean whole) throws PlainFailure {
        if (size > limits.maxSize()) {
            long actual = size;
            throw new PlainFailure(
                    request -> new SizeLimitExceededException(limits.maxSize(), actual, request.context()));
        }
        Long expected = limits.size();
        if (expected != null && (size > expected || (whole && size < expected))) {
            String actual = (size > expected ? "at least " : "") + size;
            throw new PlainFailure("body of the upload: must have " + expected + " bytes, had " + actual, false);
        }
    }

    @Override
    public int count() {
        return limits.lastPart();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
