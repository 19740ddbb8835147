// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.seen;

import java.io.Closeable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Service;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Repository that several endpoints of this process may use. If it is not running, its first user starts it and its last
 * user stops it, unless it has become a service of the context meanwhile.
 *
 * @param <R> type of the repository
 */
public final class SharedRepository<R> implements Closeable {

    /*
     * Users are counted in the process, because a bean may belong to several contexts. Two state repositories with the same
     * file count as one: each would overwrite the file with the entries that it has in memory.
     */

    private static final Lock LOCK = new ReentrantLock();
    private static final Map<Object, SharedRepository<?>> RUNNING = new HashMap<>();

    private final CamelContext context;
    private final R repository;
    private final boolean isOwned;
    private int users;

    private SharedRepository(CamelContext context, R repository) {
        this.context = context;
        this.repository = repository;
        this.isOwned = !ServiceHelper.isStarted(repository) && !isService();
    }

    /** Returns the repository for a further user, which must close it once, and starts it unless it is running. */
    @SuppressWarnings("unchecked") // Only repositories of one type have the same identity.
    public static <R> SharedRepository<R> open(CamelContext context, R repository) {
        LOCK.lock();
        try {
            SharedRepository<R> shared = (SharedRepository<R>) RUNNING.get(identity(repository));
            if (shared == null) {
                shared = new SharedRepository<>(context, repository);
                CamelContextAware.trySetCamelContext(repository, context);
                ServiceHelper.startService(repository);
                RUNNING.put(identity(repository), shared);
            }
            shared.users++;
            return shared;
        } finally {
            LOCK.unlock();
        }
    }

    private static Object identity(Object repository) {
        return repository instanceof FileStateRepository file && file.getFileStore() != null
                ? file.getFileStore().toPath().toAbsolutePath().normalize()
                : repository;
    }

    private boolean isService() {
        return repository instanceof Service && context.hasService(repository);
    }

    /** Returns the running repository. */
    public R get() {
        return repository;
    }

    @Override
    public void close() {
        LOCK.lock();
        try {
            users--;
            if (users == 0) {
                RUNNING.remove(identity(repository));
                if (isOwned && !isService()) {
                    ServiceHelper.stopService(repository);
                }
            }
        } finally {
            LOCK.unlock();
        }
    }
}
