// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import io.github.osspresign.camel.SharedRepository;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.PercentCoding;
import java.io.Closeable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/** Position of the listing of one bucket and prefix in a state repository, from which another process can continue. */
public final class StoredPosition implements Closeable {

    /*
     * Two entries, so that each can be read and reset by hand: the key after which the listing continues, and the keys
     * before it whose exchange has failed. Names and values are percent-encoded, because a file repository allows neither
     * line breaks nor, in names, equals signs, and writes in the character set of the platform.
     */

    private static final String SEPARATOR = ",";

    /** Repository and entry of each open position. */
    private static final Set<List<Object>> OPEN = ConcurrentHashMap.newKeySet();

    private final SharedRepository<StateRepository<String, String>> shared;
    private final StateRepository<String, String> repository;
    private final String prefix;
    private final String keyEntry;
    private final String failedEntry;

    private StoredPosition(SharedRepository<StateRepository<String, String>> shared, String bucket, String prefix) {
        this.shared = shared;
        this.repository = shared.get();
        this.prefix = prefix;
        this.keyEntry = bucket + "/" + PercentCoding.PATH.encode(prefix);
        this.failedEntry = keyEntry + "#failed";
    }

    /**
     * Opens the position. A repository that is not running is started here and stopped by {@link #close()}, so that a new
     * leader reads what the last one has stored.
     *
     * @throws IllegalArgumentException if another consumer has opened the position: each of the two would skip objects up
     *     to which the other one has moved it
     */
    public static StoredPosition open(
            CamelContext context, StateRepository<String, String> repository, String bucket, String prefix) {
        StoredPosition position = new StoredPosition(SharedRepository.open(context, repository), bucket, prefix);
        if (!OPEN.add(position.entry())) {
            position.shared.close();
            throw new IllegalArgumentException("stateRepository: must not be shared by two consumers of one bucket and"
                    + " prefix, was shared for " + Quoted.of(position.keyEntry));
        }
        return position;
    }

    private List<Object> entry() {
        return List.of(repository, keyEntry);
    }

    @Override
    public void close() {
        OPEN.remove(entry());
        shared.close();
    }

    /** Returns the key after which the listing continues, or {@code null} to start with the first key. */
    public @Nullable String key() {
        String stored = repository.getState(keyEntry);
        return stored == null || stored.isEmpty() ? null : PercentCoding.decodeLeniently(stored);
    }

    /** Returns the keys up to {@link #key()} whose exchange has failed. */
    public List<String> failedKeys() {
        String stored = Objects.requireNonNullElse(repository.getState(failedEntry), "");
        return stored.isEmpty()
                ? List.of()
                : Arrays.stream(stored.split(SEPARATOR))
                        .map(PercentCoding::decodeLeniently)
                        // A writer of the state must not choose the objects of links.
                        .filter(key -> key.startsWith(prefix))
                        .toList();
    }

    /**
     * Stores a position. The failed keys are stored first: if the process is killed in between, a key is listed again
     * rather than forgotten.
     *
     * @param key key, or {@code null} to keep the current one
     */
    public void update(@Nullable String key, Collection<String> failedKeys) {
        if (!List.copyOf(failedKeys).equals(failedKeys())) {
            repository.setState(
                    failedEntry,
                    failedKeys.stream().map(PercentCoding.PATH::encode).collect(Collectors.joining(SEPARATOR)));
        }
        if (key != null && !key.equals(key())) {
            repository.setState(keyEntry, PercentCoding.PATH.encode(key));
        }
    }
}
