// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import io.github.osspresign.camel.seen.SharedRepository;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.PercentCoding;
import java.io.Closeable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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
     *
     * A value of another version is neither used nor replaced: with a wrong position, objects would be lost, and without one
     * all would be repeated.
     */

    /** Beginning of each value: the version of its form. A newer version raises it in both entries. */
    private static final String VERSION = "v1:";

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

    /**
     * Returns the key after which the listing continues, or {@code null} to start with the first key.
     *
     * @throws IllegalStateException if another version of this library has stored it
     */
    public @Nullable String key() {
        String stored = stored(keyEntry);
        return stored.isEmpty() ? null : PercentCoding.decodeLeniently(stored);
    }

    /**
     * Returns the keys up to {@link #key()} whose exchange has failed.
     *
     * @throws IllegalStateException if another version of this library has stored them
     */
    public List<String> failedKeys() {
        String stored = stored(failedEntry);
        return stored.isEmpty()
                ? List.of()
                : Arrays.stream(stored.split(SEPARATOR))
                        .map(PercentCoding::decodeLeniently)
                        // A writer of the state must not choose the objects of links.
                        .filter(key -> key.startsWith(prefix))
                        .toList();
    }

    /** Returns the value of an entry without its version; it is empty if there is none. */
    private String stored(String entry) {
        String value = repository.getState(entry);
        if (value == null || value.isEmpty()) {
            return "";
        }
        if (!value.startsWith(VERSION)) {
            throw new IllegalStateException("stateRepository: entry " + Quoted.of(entry) + " must begin with " + VERSION
                    + ", was " + Quoted.of(value) + "; another version of camel-oss-presign has written it. Run that"
                    + " version, or replace the value by " + VERSION + " and percent-encoded keys");
        }
        return value.substring(VERSION.length());
    }

    /**
     * Stores a position. The failed keys are stored first: if the process is killed in between, a key is listed again
     * rather than forgotten.
     *
     * @param key key, or {@code null} to keep the current one
     */
    public void update(@Nullable String key, Collection<String> failedKeys) {
        // First of all, because it fails if a newer version has taken over meanwhile.
        String storedKey = key();
        if (!List.copyOf(failedKeys).equals(failedKeys())) {
            repository.setState(
                    failedEntry,
                    failedKeys.stream()
                            .map(PercentCoding.PATH::encode)
                            .collect(Collectors.joining(SEPARATOR, VERSION, "")));
        }
        if (key != null && !key.equals(storedKey)) {
            repository.setState(keyEntry, VERSION + PercentCoding.PATH.encode(key));
        }
    }
}
