package io.github.osspresign.camel.presign.service;

import io.github.osspresign.oss.PercentCoding;
import java.io.Closeable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
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

    private final StateRepository<String, String> repository;
    private final StateRepositories repositories;
    private final String keyEntry;
    private final String failedEntry;

    private StoredPosition(
            StateRepository<String, String> repository, StateRepositories repositories, String bucket, String prefix) {
        this.repository = repository;
        this.repositories = repositories;
        this.keyEntry = bucket + "/" + PercentCoding.PATH.encode(prefix);
        this.failedEntry = keyEntry + "#failed";
    }

    /**
     * Opens the position. A repository that is not running is started here and stopped by {@link #close()}, so that a new
     * leader reads what the last one has stored.
     *
     * @param repositories repositories of all consumers of the component
     * @throws IllegalArgumentException if another consumer has opened the position
     */
    public static StoredPosition open(
            StateRepository<String, String> repository, StateRepositories repositories, String bucket, String prefix) {
        StoredPosition position = new StoredPosition(repository, repositories, bucket, prefix);
        repositories.acquire(repository, position.keyEntry);
        return position;
    }

    @Override
    public void close() {
        repositories.release(repository, keyEntry);
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
