package io.github.osspresign.camel.osspresigned.idempotent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.IdempotentRepository;

/** Keys that exchanges of this process hold. Thread-safe. */
public final class KeysInFlight {

    /** Key of one repository. */
    record Key(IdempotentRepository repository, String text) {}

    private final Map<Key, IdempotentEntry> holders = new ConcurrentHashMap<>();

    /**
     * Acquires a key for an entry, unless another exchange holds it.
     *
     * @return the entry that holds the key now
     */
    IdempotentEntry acquire(Key key, IdempotentEntry entry) {
        return holders.compute(
                key, (same, holder) -> holder == null || holder.isOfSameExchange(entry) ? entry : holder);
    }

    /** Releases a key, if the entry holds it. */
    void release(Key key, IdempotentEntry entry) {
        holders.remove(key, entry);
    }
}
