package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.http.ByteRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is still missing of an object, given out in order, a part at a time. Safe for use by many threads. */
public final class MissingRanges {

    public static final MissingRanges NONE = new MissingRanges(List.of(), 0, Long.MAX_VALUE);

    private final Deque<ByteRange> missing = new ArrayDeque<>();
    private final long partSize;

    /**
     * Computes the ranges that are still missing.
     *
     * @param ranges the completed ranges, in order
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

    /** The next part, {@code null} where nothing is missing any more. */
    public synchronized @Nullable ByteRange next() {
        ByteRange range = missing.poll();
        if (range == null || range.length() <= partSize) {
            return range;
        }
        missing.addFirst(new ByteRange(range.first() + partSize, range.last()));
        return new ByteRange(range.first(), range.first() + partSize - 1);
    }

    /** Takes back what has not come of a part. */
    public synchronized void putBack(ByteRange part, ByteRange came) {
        if (came.last() < part.last()) {
            missing.addFirst(new ByteRange(came.last() + 1, part.last()));
        }
    }

    /** How many parts are left. */
    public synchronized long parts() {
        return missing.stream()
                .mapToLong(range -> (range.length() - 1) / partSize + 1)
                .sum();
    }
}
