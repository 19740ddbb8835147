package io.github.osspresign.download;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is here of an object. Safe for use by many threads, each of which makes one piece grow at a time. */
final class Pieces implements Arrivals {

    private final TreeMap<Long, Piece> finished = new TreeMap<>();
    private final TreeMap<Long, Piece> growing = new TreeMap<>();
    private long discarded;

    /** Takes over what an earlier download has left. */
    synchronized void addAll(Collection<Piece> pieces) {
        pieces.forEach(this::finish);
    }

    /** A piece that began there is as long as this by now. */
    synchronized void grow(Piece piece) {
        growing.put(piece.first(), piece);
    }

    /** The piece that began there will not grow any more. */
    synchronized void finish(Piece piece) {
        growing.remove(piece.first());
        if (piece.length() > 0) {
            finished.put(piece.first(), piece);
            List<Piece> joined = joined(finished.values());
            finished.clear();
            joined.forEach(one -> finished.put(one.first(), one));
        }
    }

    synchronized void clear() {
        discarded += bytes();
        finished.clear();
        growing.clear();
    }

    /** All pieces in order; those that touch are one. */
    synchronized List<Piece> list() {
        TreeMap<Long, Piece> all = new TreeMap<>(growing);
        all.putAll(finished);
        return joined(all.values());
    }

    @Override
    public synchronized long bytes() {
        return length(finished) + length(growing);
    }

    private static long length(Map<Long, Piece> pieces) {
        long length = 0;
        for (Piece piece : pieces.values()) {
            length += piece.length();
        }
        return length;
    }

    /** Bytes that are here, or were and have been thrown away again. */
    @Override
    public synchronized long arrived() {
        return discarded + bytes();
    }

    private static List<Piece> joined(Collection<Piece> inOrder) {
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : inOrder) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).end() == piece.first()) {
                joined.set(last, joined.get(last).joinedWith(piece));
            } else {
                joined.add(piece);
            }
        }
        return joined;
    }
}
