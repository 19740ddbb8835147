// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.failure.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Received ranges of an object. Thread-safe; each thread extends one range at a time. */
public final class CompletedRanges implements Progress {

    private final TreeMap<Long, CompletedRange> finished = new TreeMap<>();
    private final TreeMap<Long, CompletedRange> growing = new TreeMap<>();
    private @Nullable String announcedCrc64;

    /** Replaces the growing range that begins at the same offset by this longer one. */
    public synchronized void grow(CompletedRange range) {
        growing.put(range.first(), range);
    }

    /** Marks the range as finished and joins it with its neighbours. */
    public synchronized void finish(CompletedRange range) {
        growing.remove(range.first());
        if (range.length() > 0) {
            finished.put(range.first(), range);
            List<CompletedRange> joined = joined(finished.values());
            finished.clear();
            joined.forEach(one -> finished.put(one.first(), one));
        }
    }

    /** Keeps the first valid CRC-64 of the whole object that a response with one of the ranges has announced. */
    public synchronized void announce(@Nullable String crc64) {
        if (announcedCrc64 == null) {
            announcedCrc64 = Crc64.canonical(crc64);
        }
    }

    /** Returns the announced CRC-64 of the whole object, {@code null} if there was none. */
    public synchronized @Nullable String announcedCrc64() {
        return announcedCrc64;
    }

    /** Returns all ranges in order; adjacent ranges are joined. */
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
