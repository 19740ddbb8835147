// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.http.ByteRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ranges of an object that are still to be requested, in order and at most one part at a time. Thread-safe. */
public final class MissingRanges {

    /** No missing ranges. */
    public static final MissingRanges NONE = new MissingRanges(List.of(), 0, Long.MAX_VALUE);

    private final Deque<ByteRange> missing = new ArrayDeque<>();
    private final long partSize;

    /**
     * Computes the ranges that are still missing.
     *
     * @param ranges completed ranges in order
     * @param size size of the object in bytes
     * @param partSize maximum length of a requested range in bytes
     */
    public MissingRanges(List<CompletedRange> ranges, long size, long partSize) {
        this.partSize = partSize;
        long next = 0;
        for (CompletedRange range : ranges) {
            add(next, range.first());
            next = range.end();
        }
        add(next, size);
    }

    private void add(long first, long end) {
        if (first < end) {
            missing.add(new ByteRange(first, end - 1));
        }
    }

    /** Returns the next range to request, {@code null} if none is missing. */
    public synchronized @Nullable ByteRange next() {
        ByteRange range = missing.poll();
        if (range == null || range.length() <= partSize) {
            return range;
        }
        missing.addFirst(new ByteRange(range.first() + partSize, range.last()));
        return new ByteRange(range.first(), range.first() + partSize - 1);
    }

    /** Puts back the bytes of a requested range that the response did not contain. */
    public synchronized void putBack(ByteRange requested, ByteRange received) {
        if (received.last() < requested.last()) {
            missing.addFirst(new ByteRange(received.last() + 1, requested.last()));
        }
    }

    /** Returns the number of ranges to request. */
    public synchronized long parts() {
        long parts = 0;
        for (ByteRange range : missing) {
            parts += (range.length() - 1) / partSize + 1;
        }
        return parts;
    }
}
