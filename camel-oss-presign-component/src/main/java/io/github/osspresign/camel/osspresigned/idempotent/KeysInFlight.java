package io.github.osspresign.camel.osspresigned.idempotent;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys of one repository whose exchanges are under way in this process. */
public final class KeysInFlight {

    /** An entry that no exchange holds any more, since something has dropped it without an end, holds nothing up. */
    private final Map<String, WeakReference<IdempotentEntry>> entries = new ConcurrentHashMap<>();

    /** Whose the key is now: the entry's, where nobody had it, or an entry of the same exchange. */
    @Nullable IdempotentEntry claim(String key, IdempotentEntry entry) {
        WeakReference<IdempotentEntry> held = entries.compute(key, (same, before) -> {
            IdempotentEntry holder = before == null ? null : before.get();
            return holder == null || holder.isOfSameExchange(entry) ? new WeakReference<>(entry) : before;
        });
        return held.get();
    }

    void release(String key, IdempotentEntry entry) {
        entries.computeIfPresent(key, (same, held) -> held.refersTo(entry) ? null : held);
    }
}
