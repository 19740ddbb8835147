package io.github.osspresign.camel;

import java.io.Closeable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Service;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Use of a repository that other endpoints of this process may use too. A repository that is not running is started with
 * its first use and stopped after its last one, unless it has become a service of the context meanwhile.
 *
 * @param <R> type of the repository
 */
public final class SharedRepository<R> implements Closeable {

    /*
     * Uses are counted in the process, because a bean may belong to several contexts. Two state repositories with the same
     * file count as one: each would overwrite the file with the entries that it has in memory.
     */

    private static final Lock LOCK = new ReentrantLock();
    private static final Map<Object, Running> RUNNING = new HashMap<>();

    private static final class Running {

        private final Object repository;
        private final boolean isOwned;
        private int uses;

        Running(Object repository, boolean isOwned) {
            this.repository = repository;
            this.isOwned = isOwned;
        }
    }

    private final CamelContext context;
    private final Object identity;
    private final R repository;

    private SharedRepository(CamelContext context, Object identity, R repository) {
        this.context = context;
        this.identity = identity;
        this.repository = repository;
    }

    /** Begins a use of a repository, and starts the repository unless it is running. */
    @SuppressWarnings("unchecked") // Only repositories of one class have the same identity.
    public static <R> SharedRepository<R> open(CamelContext context, R repository) {
        Object identity = identity(repository);
        LOCK.lock();
        try {
            Running running = RUNNING.get(identity);
            if (running == null) {
                running = new Running(
                        repository, !ServiceHelper.isStarted(repository) && !isService(context, repository));
                CamelContextAware.trySetCamelContext(repository, context);
                ServiceHelper.startService(repository);
                RUNNING.put(identity, running);
            }
            running.uses++;
            return new SharedRepository<>(context, identity, (R) running.repository);
        } finally {
            LOCK.unlock();
        }
    }

    private static Object identity(Object repository) {
        return repository instanceof FileStateRepository file && file.getFileStore() != null
                ? file.getFileStore().toPath().toAbsolutePath().normalize()
                : repository;
    }

    private static boolean isService(CamelContext context, Object repository) {
        return repository instanceof Service && context.hasService(repository);
    }

    /** Returns the repository to use, which may be another one with the same file. */
    public R get() {
        return repository;
    }

    /** Ends the use. */
    @Override
    public void close() {
        LOCK.lock();
        try {
            Running running = Objects.requireNonNull(RUNNING.get(identity), "running");
            if (--running.uses == 0) {
                RUNNING.remove(identity);
                if (running.isOwned && !isService(context, repository)) {
                    ServiceHelper.stopService(repository);
                }
            }
        } finally {
            LOCK.unlock();
        }
    }
}
