package io.github.osspresign.camel.osspresigned;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** The threads that help the source's own with the links of its messages; there is none where it works alone. */
final class LinkExecutor extends ServiceSupport {

    private final OssPresignedEndpoint endpoint;
    private @Nullable ExecutorService pool;

    LinkExecutor(OssPresignedEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** How many may help with one message. */
    int perMessage() {
        return endpoint.getConfiguration().getConcurrentDownloads() - 1;
    }

    /** Not called where {@link #perMessage} is 0. */
    Future<?> submit(Runnable help) {
        ExecutorService started = pool;
        if (started == null) {
            throw new IllegalStateException("threads: expected " + endpoint + " to be started but it is stopped");
        }
        return started.submit(help);
    }

    @Override
    protected void doStart() {
        if (perMessage() > 0) {
            // Each message calls for its own helpers, so there is no end to set but the source's.
            pool = endpoint.getCamelContext()
                    .getExecutorServiceManager()
                    .newCachedThreadPool(endpoint, "OssPresignedDownloads");
        }
    }

    /** What is under way is broken off: a stop that waits has waited by now. */
    @Override
    protected void doStop() {
        ExecutorService stopped = pool;
        pool = null;
        if (stopped != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(stopped);
        }
    }
}
