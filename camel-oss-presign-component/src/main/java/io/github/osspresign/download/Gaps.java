package io.github.osspresign.download;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is still missing of an object, given out in order, a part at a time. Safe for use by many threads. */
final class Gaps {

    static final Gaps NONE = new Gaps(List.of(), 0, Long.MAX_VALUE);

    private final Deque<ByteRange> missing = new ArrayDeque<>();
    private final long partSize;

    /** @param pieces what is here, in order */
    Gaps(List<Piece> pieces, long size, long partSize) {
        this.partSize = partSize;
        long next = 0;
        for (Piece piece : pieces) {
            add(next, piece.first());
            next = piece.end();
        }
        add(next, size);
    }

    private void add(long first, long end) {
        if (first < end) {
            missing.add(new ByteRange(first, end - 1));
        }
    }

    /** The next part, {@code null} where nothing is missing any more. */
    synchronized @Nullable ByteRange next() {
        ByteRange gap = missing.poll();
        if (gap == null || gap.length() <= partSize) {
            return gap;
        }
        missing.addFirst(new ByteRange(gap.first() + partSize, gap.last()));
        return new ByteRange(gap.first(), gap.first() + partSize - 1);
    }

    /** Takes back what has not come of a part. */
    synchronized void putBack(ByteRange part, ByteRange came) {
        if (came.last() < part.last()) {
            missing.addFirst(new ByteRange(came.last() + 1, part.last()));
        }
    }

    /** How many parts are left. */
    synchronized long parts() {
        return missing.stream()
                .mapToLong(gap -> (gap.length() - 1) / partSize + 1)
                .sum();
    }
}
