package io.github.osspresign.camel.presign.service;

import io.github.osspresign.error.Quoted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceHelper;

/** State repositories that consumers use. One that a consumer has started is stopped with the last consumer. */
public final class StateRepositories {

    /**
     * Use of one repository.
     *
     * @param isOwned whether a consumer has started it
     * @param entries entries of the consumers
     */
    private record Use(boolean isOwned, Set<String> entries) {}

    private final Map<StateRepository<String, String>, Use> uses = new HashMap<>();

    /**
     * Acquires an entry of a repository, and starts the repository unless it is running.
     *
     * @throws IllegalArgumentException if the entry is acquired already: each of two consumers would skip objects up to
     *     which the other one has moved the position
     */
    synchronized void acquire(StateRepository<String, String> repository, String entry) {
        Use use = uses.get(repository);
        if (use == null) {
            use = new Use(!ServiceHelper.isStarted(repository), new HashSet<>());
            if (use.isOwned()) {
                ServiceHelper.startService(repository);
            }
            uses.put(repository, use);
        }
        if (!use.entries().add(entry)) {
            throw new IllegalArgumentException("stateRepository: must not be shared by two consumers of one bucket and"
                    + " prefix, was shared for " + Quoted.of(entry));
        }
    }

    /** Releases an entry, and stops a repository that a consumer has started after its last entry. */
    synchronized void release(StateRepository<String, String> repository, String entry) {
        Use use = Objects.requireNonNull(uses.get(repository), "use");
        use.entries().remove(entry);
        if (use.entries().isEmpty()) {
            uses.remove(repository);
            if (use.isOwned()) {
                ServiceHelper.stopService(repository);
            }
        }
    }
}
