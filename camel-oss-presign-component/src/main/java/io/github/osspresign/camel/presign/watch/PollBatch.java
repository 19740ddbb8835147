// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.presign.listing.ObjectFilter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Objects that one poll delivers, from the listing and from those that have failed. */
final class PollBatch {

    private final ObjectFilter filter;
    private final WatchedKeys keys;
    private final DeliveredObjects delivered;
    private final Instant now;
    private final Map<String, ListedObject> objects = new LinkedHashMap<>();

    PollBatch(ObjectFilter filter, WatchedKeys keys, DeliveredObjects delivered, Instant now) {
        this.filter = filter;
        this.keys = keys;
        this.delivered = delivered;
        this.now = now;
    }

    /** Adds the next object of the listing, unless it is not to be delivered now. */
    void add(ListedObject object) {
        String key = object.key();
        if (objects.containsKey(key)) {
            return;
        }
        boolean accepted = filter.accepts(object, now);
        if (keys.isFailed(key) || !(accepted || filter.acceptsLater(object, now))) {
            keys.addSettled(key);
            return;
        }
        if (!accepted) {
            keys.addUnready(key);
            return;
        }
        keys.addPending(key);
        // A removed object was listed before it was removed, or is a new one, which the next poll delivers.
        if (keys.isInFlight(key) || keys.isRemoved(object)) {
            return;
        }
        if (keys.isSeen(object)) {
            delivered.removeLater(object);
        } else {
            objects.put(key, object);
        }
    }

    /**
     * Adds a failed object to be repeated, unless it is not to be delivered now.
     *
     * @param object current state of the object, {@code null} if it does not exist any more
     */
    void addFailed(String key, @Nullable ListedObject object) {
        if (object == null) {
            keys.settle(key, null);
        } else if (keys.isSeen(object)) {
            delivered.removeLater(object);
        } else if (filter.accepts(object, now)) {
            objects.put(key, object);
        } else if (!filter.acceptsLater(object, now)) {
            keys.settle(key, null);
        }
    }

    int size() {
        return objects.size();
    }

    Queue<Object> queue() {
        return new ArrayDeque<>(objects.values());
    }
}
