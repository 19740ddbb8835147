package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.error.OssPresignException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Derives the health of service, network and machine from transfers, and ignores failures of single links. */
final class ServiceHealth implements DownloadListener {

    /*
     * A failure that concerns a single link, such as a missing object or an expired link, does not affect the health
     * status. Because the service has sent the response, the failure even shows that the service works. A failure that is
     * retryable, or that is caused by the network, the file system or the route that renews links, would affect other links
     * too. A link that is refused before any request, or a file that exists already, does not change the status.
     */

    private volatile @Nullable DownloadEnd lastRelevant;
    private volatile @Nullable Duration clockSkew;

    @Override
    public void responseReceived(DownloadStart download, Duration skew) {
        clockSkew = skew;
    }

    @Override
    public void finished(DownloadEnd end) {
        if (isUnhealthy(end) || isHealthy(end)) {
            lastRelevant = end;
        }
    }

    /** Returns the last transfer that affects the health status, or {@code null} if there is none. */
    @Nullable DownloadEnd lastRelevant() {
        return lastRelevant;
    }

    /** Returns the time by which the clock of the service is ahead of the local one, or {@code null} without a response. */
    @Nullable Duration clockSkew() {
        return clockSkew;
    }

    static boolean isUnhealthy(DownloadEnd end) {
        return end.failure() instanceof OssPresignException failure
                && (failure.getCause() != null || (failure.isRetryable() && failure.status() != 0));
    }

    private static boolean isHealthy(DownloadEnd end) {
        return switch (end.outcome()) {
            case DOWNLOADED, UPLOADED, NOT_MODIFIED, ABANDONED -> true;
            case EXISTING, DUPLICATE -> false;
            case FAILED -> end.failure() instanceof OssPresignException failure && failure.status() != 0;
        };
    }
}
