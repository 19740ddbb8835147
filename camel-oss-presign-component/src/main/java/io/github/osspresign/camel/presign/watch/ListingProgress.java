// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tracks up to which key a listing, which is ordered by key, is settled and need not be listed again. */
public final class ListingProgress {

    /** Maximum number of failed keys. Each costs a request per listing. */
    public static final int MAX_FAILED = 100;

    private final Map<String, Pending> pending = new LinkedHashMap<>();

    /** Keys that are repeated on their own, so that they do not stop the listing. The last failed key is the last one. */
    private final Set<String> failed = new LinkedHashSet<>();

    private String lastKey = "";
    private long accepted;

    /** Key before a pending one, and the number of accepted objects up to it. */
    private record Pending(String keyBefore, long accepted) {}

    /**
     * Starts a new listing. Failed keys stay failed.
     *
     * @param after key after which the listing starts, or {@code null} to start with the first key
     */
    public synchronized void restart(@Nullable String after) {
        pending.clear();
        accepted = 0;
        lastKey = after == null ? "" : after;
    }

    /** Takes over failed keys of an earlier process. */
    public synchronized void restoreFailed(Collection<String> keys) {
        failed.clear();
        failed.addAll(keys);
    }

    /** Counts the next object as accepted by the filters. Its key is added afterwards. */
    public synchronized void countAccepted() {
        accepted++;
    }

    /** Returns the number of accepted objects since the start of the listing. */
    public synchronized long accepted() {
        return accepted;
    }

    /** Returns the number of accepted objects after the first pending one. All of them will be listed again. */
    public synchronized long acceptedAfterPending() {
        return pending.isEmpty()
                ? 0
                : accepted - pending.values().iterator().next().accepted();
    }

    /** Adds the next key, which need not be listed again. */
    public synchronized void addSettled(String key) {
        lastKey = key;
    }

    /** Adds the next key, which must be listed again until it is settled or has failed. */
    public synchronized void addPending(String key) {
        pending.putIfAbsent(key, new Pending(lastKey, accepted));
        lastKey = key;
    }

    /** Adds the next key, which is not ready. It and the keys after it are listed again, so none of them is kept. */
    public synchronized void addUnready(String key) {
        // No key of an object, because an earlier state of this object may still be in progress, which settles its key.
        pending.putIfAbsent("", new Pending(lastKey, accepted));
        lastKey = key;
    }

    /** Settles a pending or failed key. */
    public synchronized void settle(String key) {
        pending.remove(key);
        failed.remove(key);
    }

    /** Sets a key aside after a failure. With {@link #MAX_FAILED} failed keys, a further one stays pending. */
    public synchronized void fail(String key) {
        boolean again = failed.remove(key);
        if (again || failed.size() < MAX_FAILED) {
            failed.add(key);
            pending.remove(key);
        }
    }

    /** Returns the failed keys, the one that failed last at the end. */
    public synchronized List<String> failedKeys() {
        return List.copyOf(failed);
    }

    /** Returns whether a key has failed and is not settled yet. */
    public synchronized boolean isFailed(String key) {
        return failed.contains(key);
    }

    /** Returns the last key before the first pending one, or {@code null} if there is none. */
    public synchronized @Nullable String settledKey() {
        String settled =
                pending.isEmpty() ? lastKey : pending.values().iterator().next().keyBefore();
        return settled.isEmpty() ? null : settled;
    }
}
