// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Idempotent repository in memory that evicts the least recently used key. A lookup counts as use, so that objects which
 * have disappeared from the listing are evicted first.
 */
public final class SeenObjects extends ServiceSupport implements IdempotentRepository {

    /** Maximum number of keys, which need about 20 MB at a typical length. */
    public static final int CAPACITY = 100_000;

    private final Map<String, Boolean> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > CAPACITY;
        }
    };

    @Override
    public synchronized boolean add(String key) {
        return seen.put(key, Boolean.TRUE) == null;
    }

    @Override
    public synchronized boolean contains(String key) {
        return seen.get(key) != null;
    }

    @Override
    public synchronized boolean remove(String key) {
        return seen.remove(key) != null;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public synchronized void clear() {
        seen.clear();
    }
}
