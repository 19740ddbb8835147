package io.github.osspresign.camel.osspresigned;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** Thread pool of the helpers that process links of a message in parallel with the thread of the source. */
final class LinkExecutor extends ServiceSupport {

    private final OssPresignedEndpoint endpoint;
    private volatile @Nullable ExecutorService pool;

    LinkExecutor(OssPresignedEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Returns the maximum number of helpers for one message. */
    int helpersPerMessage() {
        return endpoint.getConfiguration().getConcurrentDownloads() - 1;
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
        if (helpersPerMessage() > 0) {
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
