package io.github.osspresign.camel.presign.service;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceHelper;

/** State repositories that consumers have started. Each is stopped with the last consumer that uses it. */
public final class StateRepositories {

    private final Map<StateRepository<String, String>, Integer> users = new HashMap<>();

    /**
     * Starts a repository, unless it is running.
     *
     * @return whether the caller must {@link #release} it; {@code false} if somebody else has started it
     */
    synchronized boolean acquire(StateRepository<String, String> repository) {
        if (!users.containsKey(repository)) {
            if (ServiceHelper.isStarted(repository)) {
                return false;
            }
            ServiceHelper.startService(repository);
        }
        users.merge(repository, 1, Integer::sum);
        return true;
    }

    /** Stops a repository after its last user. */
    synchronized void release(StateRepository<String, String> repository) {
        if (users.merge(repository, -1, Integer::sum) == 0) {
            users.remove(repository);
            ServiceHelper.stopService(repository);
        }
    }
}
