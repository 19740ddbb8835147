package io.github.osspresign.camel.presign.service;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tracks up to which key a listing, which is ordered by key, is settled and need not be listed again. */
public final class ListingProgress {

    /** Pending keys, each with the key before it. */
    private final Map<String, String> pending = new LinkedHashMap<>();

    private String lastKey = "";

    /**
     * Starts a new listing.
     *
     * @param after key after which the listing starts, or {@code null} to start with the first key
     */
    public synchronized void restart(@Nullable String after) {
        pending.clear();
        lastKey = after == null ? "" : after;
    }

    /** Adds the next key, which need not be listed again. */
    public synchronized void addSettled(String key) {
        lastKey = key;
    }

    /** Adds the next key, which must be listed again until it is settled. */
    public synchronized void addPending(String key) {
        pending.put(key, lastKey);
        lastKey = key;
    }

    /** Settles a pending key. */
    public synchronized void settle(String key) {
        pending.remove(key);
    }

    /** Returns the last key before the first pending one, or {@code null} if there is none. */
    public synchronized @Nullable String settledKey() {
        String settled =
                pending.isEmpty() ? lastKey : pending.values().iterator().next();
        return settled.isEmpty() ? null : settled;
    }
}
