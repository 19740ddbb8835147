package io.github.osspresign.camel.presign.listing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a listing, which comes in the order of keys, needs no second look. */
public final class ListingProgress {

    /** Keys that are open, each with the key before it. */
    private final Map<String, String> open = new LinkedHashMap<>();

    private String reached = "";

    /** Begins anew behind a key; null for the first one. */
    public synchronized void begin(@Nullable String after) {
        open.clear();
        reached = after == null ? "" : after;
    }

    /** This key needs no second look. */
    public synchronized void pass(String key) {
        reached = key;
    }

    /** This key needs one, unless it is closed. */
    public synchronized void open(String key) {
        open.put(key, reached);
        reached = key;
    }

    public synchronized void close(String key) {
        open.remove(key);
    }

    /** The last key before the first open one; null where there is none. */
    public synchronized @Nullable String settled() {
        String settled = open.isEmpty() ? reached : open.values().iterator().next();
        return settled.isEmpty() ? null : settled;
    }
}
