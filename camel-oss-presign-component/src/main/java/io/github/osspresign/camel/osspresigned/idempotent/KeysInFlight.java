package io.github.osspresign.camel.osspresigned.idempotent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Keys of one repository whose exchanges are in flight in this process, and the exchanges that wait for them. */
public final class KeysInFlight {

    /*
     * An exchange holds its keys until it is done, and may need a further one before that. Two such exchanges that wait for
     * each other would wait for ever, so a wait that closes a circle is refused. A circle goes from owner to owner: the
     * exchange, or the message in a transaction that all its exchanges end with.
     */

    private final Map<String, IdempotentEntry> holders = new HashMap<>();
    private final Map<IdempotentEntry, String> waiting = new HashMap<>();

    /** Returns the holder of the key: the entry, if the key is free or held for the same exchange; otherwise it waits. */
    synchronized IdempotentEntry claim(String key, IdempotentEntry entry) {
        IdempotentEntry holder = holders.get(key);
        if (holder == null || holder.isOfSameExchange(entry)) {
            holders.put(key, entry);
            waiting.remove(entry);
            return entry;
        }
        waiting.put(entry, key);
        return holder;
    }

    /** Returns whether the entry waits for an owner that waits for the owner of the entry, directly or not. */
    synchronized boolean isDeadlock(IdempotentEntry entry) {
        return waitsFor(entry.owner(), entry.owner(), new HashSet<>());
    }

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
    synchronized void giveUp(IdempotentEntry entry) {
        waiting.remove(entry);
    }

    synchronized void release(String key, IdempotentEntry entry) {
        holders.remove(key, entry);
    }
}
