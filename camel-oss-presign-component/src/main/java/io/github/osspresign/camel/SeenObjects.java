package io.github.osspresign.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Remembers objects in memory. What is asked about counts as fresh, so that objects which no listing shows any more are
 * forgotten first.
 */
public final class SeenObjects extends ServiceSupport implements IdempotentRepository {

    /** About 20 MB of keys as long as keys are. */
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
