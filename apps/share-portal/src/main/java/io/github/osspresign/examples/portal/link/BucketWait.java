// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * Waits for a bucket that responds slowly, for ten seconds at most. The client of the bucket itself waits for a minute, in which
 * clicks of strangers would use up all threads of the web server, and no page would be shown. So at most 50 requests wait; a
 * further one fails at once.
 */
@Component
class BucketWait implements AutoCloseable {

    private static final int THREADS = 50;
    private static final int SECONDS = 10;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), BucketWait::thread);

    /** @throws RouteFailedException if the request does not end in time, or too many others wait */
    <T> T call(Callable<T> request) {
        try {
            Future<T> response = threads.submit(request);
            return response.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new RouteFailedException(new TimeoutException("bucket: must respond in " + SECONDS + " seconds"));
        } catch (RejectedExecutionException e) {
            throw new RouteFailedException(
                    new TimeoutException("bucket: must respond to the " + THREADS + " requests that wait"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("bucket: route must not throw", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RouteFailedException(e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "bucket");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
