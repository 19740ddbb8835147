// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.seen;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * Idempotent repository in memory that evicts the least recently used key. A lookup counts as use, so that objects which
 * have disappeared from the listing are evicted first.
 */
public final class SeenObjects extends MemoryIdempotentRepository {

    /** Maximum number of keys, which need about 20 MB at a typical length. */
    public static final int CAPACITY = 100_000;

    public SeenObjects() {
        super(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
                return size() > CAPACITY;
            }

            @Override
            public boolean containsKey(Object key) {
                return get(key) != null;
            }
        });
    }

    /** Keeps the keys, which exchanges that are still in progress look for. */
    @Override
    protected void doStop() {}
}
