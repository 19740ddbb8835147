// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.idempotent;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/** Keys that exchanges hold. Thread-safe. */
final class KeysInFlight {

    /** Keys of all endpoints, because endpoints of several components and contexts may use one repository. */
    static final KeysInFlight OF_THIS_PROCESS = new KeysInFlight();

    /** Key of one repository. */
    record Key(IdempotentRepository repository, String text) {}

    /** Weak, because Camel may drop an exchange without its completion, such as one that a full queue refuses. */
    private final Map<Key, Holder> holders = new ConcurrentHashMap<>();

    private final ReferenceQueue<IdempotentEntry> dropped = new ReferenceQueue<>();

    /** Entry that holds a key. */
    private static final class Holder extends WeakReference<IdempotentEntry> {

        private final Key key;

        Holder(Key key, IdempotentEntry entry, ReferenceQueue<IdempotentEntry> dropped) {
            super(entry, dropped);
            this.key = key;
        }
    }

    /**
     * Acquires a key for an entry, unless another exchange holds it.
     *
     * @return the entry that holds the key now
     */
    IdempotentEntry acquire(Key key, IdempotentEntry entry) {
        removeDropped();
        Holder own = new Holder(key, entry, dropped);
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

    private void removeDropped() {
        while (dropped.poll() instanceof Holder holder) {
            holders.remove(holder.key, holder);
        }
    }

    private static boolean isHeldByAnother(@Nullable IdempotentEntry holder, IdempotentEntry entry) {
        return holder != null && !holder.isOfSameExchange(entry);
    }
}
