package io.github.osspresign.camel.osspresigned.idempotent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.IdempotentRepository;

/** Thread-safe registry of the exchanges of this process that hold keys of a repository or wait for them. */
public final class KeysInFlight {

    /*
     * An exchange holds its keys until it is done, and may need another key before that. Two such exchanges could wait for
     * each other forever, so a wait that closes a cycle is refused. The cycle consists of owners: an owner is an exchange,
     * or in a transaction the source message, because its exchanges release their keys together.
     */

    /** Key of one repository. */
    record Key(IdempotentRepository repository, String text) {}

    private final Map<Key, IdempotentEntry> holders = new HashMap<>();
    private final Map<IdempotentEntry, Key> waiting = new HashMap<>();

    /**
     * Acquires a key for an entry. If another exchange holds the key, the entry waits for it.
     *
     * @return the entry that holds the key now
     */
    synchronized IdempotentEntry acquire(Key key, IdempotentEntry entry) {
        IdempotentEntry holder = holders.get(key);
        if (holder == null || holder.isOfSameExchange(entry)) {
            holders.put(key, entry);
            waiting.remove(entry);
            return entry;
        }
        waiting.put(entry, key);
        return holder;
    }

    /**
     * Ends the wait of an entry if it closes a cycle. Only the first of the waiting entries is refused, so that the others
     * can continue.
     *
     * @return whether the wait has been refused
     */
    synchronized boolean refuseDeadlock(IdempotentEntry entry) {
        boolean deadlock = waitsFor(entry.owner(), entry.owner(), new HashSet<>());
        if (deadlock) {
            waiting.remove(entry);
        }
        return deadlock;
    }

    /** Returns whether an owner waits for another one, directly or through further owners. */
    private boolean waitsFor(Object waiter, Object wanted, Set<Object> visited) {
        if (!visited.add(waiter)) {
            return false;
        }
        return waiting.entrySet().stream()
                .filter(wait -> wait.getKey().owner().equals(waiter))
                .map(wait -> holders.get(wait.getValue()))
                .anyMatch(holder ->
                        holder != null && (holder.owner().equals(wanted) || waitsFor(holder.owner(), wanted, visited)));
    }

    /** Ends the wait of an entry. */
    synchronized void stopWaiting(IdempotentEntry entry) {
        waiting.remove(entry);
    }

    /** Releases a key, if the entry holds it. */
    synchronized void release(Key key, IdempotentEntry entry) {
        holders.remove(key, entry);
    }
}
