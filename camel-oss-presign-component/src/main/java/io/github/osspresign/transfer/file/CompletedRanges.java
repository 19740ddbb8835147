package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.ByteCounter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is here of an object. Safe for use by many threads, each of which makes one piece grow at a time. */
public final class CompletedRanges implements ByteCounter {

    private final TreeMap<Long, CompletedRange> finished = new TreeMap<>();
    private final TreeMap<Long, CompletedRange> growing = new TreeMap<>();
    private long discarded;

    /** Takes over what an earlier download has left. */
    public synchronized void addAll(Collection<CompletedRange> ranges) {
        ranges.forEach(this::finish);
    }

    /** A piece that began there is as long as this by now. */
    public synchronized void grow(CompletedRange range) {
        growing.put(range.first(), range);
    }

    /** The piece that began there will not grow any more. */
    public synchronized void finish(CompletedRange range) {
        growing.remove(range.first());
        if (range.length() > 0) {
            finished.put(range.first(), range);
            List<CompletedRange> joined = joined(finished.values());
            finished.clear();
            joined.forEach(one -> finished.put(one.first(), one));
        }
    }

    public synchronized void clear() {
        discarded += bytes();
        finished.clear();
        growing.clear();
    }

    /** All pieces in order; those that touch are one. */
    public synchronized List<CompletedRange> list() {
        TreeMap<Long, CompletedRange> all = new TreeMap<>(growing);
        all.putAll(finished);
        return joined(all.values());
    }

    @Override
    public synchronized long bytes() {
        return length(finished) + length(growing);
    }

    private static long length(Map<Long, CompletedRange> ranges) {
        long length = 0;
        for (CompletedRange range : ranges.values()) {
            length += range.length();
        }
        return length;
    }

    /** Bytes that are here, or were and have been thrown away again. */
    @Override
    public synchronized long arrived() {
        return discarded + bytes();
    }

    private static List<CompletedRange> joined(Collection<CompletedRange> inOrder) {
        List<CompletedRange> joined = new ArrayList<>();
        for (CompletedRange range : inOrder) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).end() == range.first()) {
                joined.set(last, joined.get(last).joinedWith(range));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }
}
