// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadType;
import org.jspecify.annotations.Nullable;

/** Thread pool of the helpers that process links of a message in parallel with the thread of the source. */
public final class LinkExecutor extends ServiceSupport {

    /** A platform thread takes about 1 MiB of address space and a place in the scheduler of the system. */
    private static final int MAX_PLATFORM_THREADS = 64;

    private static final int MAX_VIRTUAL_THREADS = 1024;

    private final Endpoint endpoint;
    private final int helpersPerMessage;
    private volatile @Nullable ExecutorService pool;

    LinkExecutor(Endpoint endpoint, int concurrentDownloads) {
        this.endpoint = endpoint;
        this.helpersPerMessage = concurrentDownloads - 1;
    }

    /**
     * Checks the number of links of a message that are processed in parallel.
     *
     * @param type type of the threads that Camel creates
     */
    public static void requireThreads(int concurrentDownloads, ThreadType type) {
        boolean virtual = type == ThreadType.VIRTUAL;
        int most = virtual ? MAX_VIRTUAL_THREADS : MAX_PLATFORM_THREADS;
        if (concurrentDownloads < 1 || concurrentDownloads > most) {
            throw new IllegalArgumentException(
                    "concurrentDownloads: must be 1 to " + most + ", was " + concurrentDownloads
                            + (virtual
                                    ? ""
                                    : "; with virtual threads (Java 21, -Dcamel.threads.virtual.enabled=true) it may be up to "
                                            + MAX_VIRTUAL_THREADS));
        }
    }

    /** Returns the maximum number of helpers for one message. */
    int helpersPerMessage() {
        return helpersPerMessage;
    }

    /**
     * Starts a helper; returns {@code null} if the pool has been stopped, which happens while the source may still hand
     * over a message.
     */
    @Nullable Future<?> submit(Runnable help) {
        ExecutorService started = pool;
        try {
            return started == null ? null : started.submit(help);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    @Override
    protected void doStart() {
        if (helpersPerMessage > 0) {
            // Each message starts its own helpers, so the source limits the number of threads.
            pool = endpoint.getCamelContext()
                    .getExecutorServiceManager()
                    .newCachedThreadPool(endpoint, "OssPresignedDownloads");
        }
    }

    /** Interrupts the helpers. Graceful shutdown has waited for them before. */
    @Override
    protected void doStop() {
        ExecutorService stopped = pool;
        pool = null;
        if (stopped != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(stopped);
        }
    }
}
