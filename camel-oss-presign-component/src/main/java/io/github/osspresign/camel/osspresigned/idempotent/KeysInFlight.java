package io.github.osspresign.camel.osspresigned.idempotent;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/** Keys that exchanges of this process hold. Thread-safe. */
public final class KeysInFlight {

    /** Key of one repository. */
    record Key(IdempotentRepository repository, String text) {}

    /** Weak, because Camel may drop an exchange without its completion, such as one that a full queue refuses. */
    private final Map<Key, WeakReference<IdempotentEntry>> holders = new ConcurrentHashMap<>();

    /**
     * Acquires a key for an entry, unless another exchange holds it.
     *
     * @return the entry that holds the key now
     */
    IdempotentEntry acquire(Key key, IdempotentEntry entry) {
        WeakReference<IdempotentEntry> own = new WeakReference<>(entry);
        IdempotentEntry holder = null;
        while (holder == null) {
            holder = holders.merge(key, own, (held, wanted) -> isHeldByAnother(held.get(), entry) ? held : wanted)
                    .get();
        }
        return holder;
    }

    /** Releases a key, if the entry holds it. */
    void release(Key key, IdempotentEntry entry) {
        holders.computeIfPresent(key, (same, held) -> held.get() == entry ? null : held);
    }

    private static boolean isHeldByAnother(@Nullable IdempotentEntry holder, IdempotentEntry entry) {
        return holder != null && !holder.isOfSameExchange(entry);
    }
}
