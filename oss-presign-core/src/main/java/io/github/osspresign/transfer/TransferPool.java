// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.time.Watch;
import io.github.osspresign.transfer.wire.IdleConnections;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Threads and idle connections that several clients share. Thread-safe; closing it ends the transfers of all of them. */
public final class TransferPool implements AutoCloseable {

    /**
     * What makes connections to one host different. A connection is reused by clients only that would have opened the same:
     * with the same trust, over the same proxy, and to an address that the same policy has allowed.
     *
     * @param unverified whether a body may end with its connection although nothing else shows that it is whole
     */
    private record Settings(
            SSLContext tls,
            HostResolver resolver,
            HostPolicy hostPolicy,
            @Nullable ProxyServer proxy,
            boolean unverified) {}

    /** Idle connections of all clients with the same settings. */
    private static final class Shared {

        private final Settings settings;
        private final IdleConnections idle;
        private int clients;

        Shared(Settings settings, IdleConnections idle) {
            this.settings = settings;
            this.idle = idle;
        }
    }

    private final Cancellation closing = new Cancellation();
    private final LongSupplier nanoTime;
    private final boolean ofOneClient;
    private final ExecutorService workers = newWorkers();
    private final ScheduledThreadPoolExecutor timer = newTimer();
    private final Watch watch = new Watch(timer);
    private final Lock lock = new ReentrantLock();

    /** No map: the first use of the hash code of a record takes milliseconds. */
    private final List<Shared> connections = new ArrayList<>(1);

    /** Creates a pool without threads and connections. */
    public TransferPool() {
        this(System::nanoTime, false);
    }

    private TransferPool(LongSupplier nanoTime, boolean ofOneClient) {
        this.nanoTime = nanoTime;
        this.ofOneClient = ofOneClient;
    }

    /** Creates the pool of a client that shares nothing, which is closed with it. */
    static TransferPool ofOneClient(LongSupplier nanoTime) {
        return new TransferPool(nanoTime, true);
    }

    /**
     * Creates a pool that runs tasks submitted after its end on the thread that submits them. Their transfer is cancelled
     * then, so that they end at once, and it fails as an interrupted one.
     */
    private static ExecutorService newWorkers() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                task -> daemon(task, "oss-transfer"),
                (task, ended) -> task.run());
    }

    /** Creates a timer that drops cancelled tasks at once, and ignores tasks submitted after its end. */
    private static ScheduledThreadPoolExecutor newTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, task -> daemon(task, "oss-transfer-timer"), new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    Watch watch() {
        return watch;
    }

    ExecutorService workers() {
        return workers;
    }

    /** Returns what cancels the transfers of all clients when this pool is closed. */
    Cancellation closing() {
        return closing;
    }

    /** Returns the idle connections of a further client, which must release them once. */
    IdleConnections connections(TransferOptions options, SSLContext tls, HostResolver resolver) {
        Settings settings = new Settings(
                tls, resolver, options.hostPolicy(), options.proxy(), options.verify() == VerificationMode.none);
        lock.lock();
        try {
            Shared shared = connections.stream()
                    .filter(known -> known.settings.equals(settings))
                    .findFirst()
                    .orElse(null);
            if (shared == null) {
                shared = new Shared(settings, new IdleConnections(nanoTime, timer, workers));
                connections.add(shared);
            }
            shared.clients++;
            return shared.idle;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the idle connections of a closed client if no other one has the same settings. */
    void release(IdleConnections idle) {
        if (ofOneClient) {
            close();
        } else if (isLast(idle)) {
            idle.close();
        }
    }

    private boolean isLast(IdleConnections idle) {
        lock.lock();
        try {
            return connections.removeIf(shared -> shared.idle == idle && --shared.clients == 0);
        } finally {
            lock.unlock();
        }
    }

    /** Closes all connections and ends all threads; transfers that still run fail, and so do later ones. */
    @Override
    public void close() {
        closing.cancel();
        List<Shared> open;
        lock.lock();
        try {
            open = List.copyOf(connections);
        } finally {
            lock.unlock();
        }
        open.forEach(shared -> shared.idle.close());
        timer.shutdownNow();
        workers.shutdown();
    }
}
