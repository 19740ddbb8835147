package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.error.OssPresignException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What downloads tell of the service, the network and this machine, as against what they tell of one link. */
final class ServiceHealth implements DownloadListener {

    /*
     * A link may be wrong in many ways, and the next one is right: that its object is missing, or its life has ended, is no
     * matter of health, and since it was the service that said so it is even a sign of life. What may pass when the same
     * link is tried again, or comes from the network, the file system or the route that renews links, would meet other
     * links too. A link that is refused before a byte is sent, and a file that is there already, tell nothing.
     */

    private volatile @Nullable DownloadEnd lastTelling;
    private volatile @Nullable Duration clockSkew;

    @Override
    public void answered(DownloadStart download, Duration skew) {
        clockSkew = skew;
    }

    @Override
    public void finished(DownloadEnd end) {
        if (isTrouble(end) || isSignOfLife(end)) {
            lastTelling = end;
        }
    }

    /** The last download that tells anything, {@code null} where there was none. */
    @Nullable DownloadEnd lastTelling() {
        return lastTelling;
    }

    /** How far the service's clock is ahead of ours, {@code null} where it has not answered yet. */
    @Nullable Duration clockSkew() {
        return clockSkew;
    }

    static boolean isTrouble(DownloadEnd end) {
        return end.failure() instanceof OssPresignException failure
                && (failure.getCause() != null || (failure.isRetryable() && failure.status() != 0));
    }

    private static boolean isSignOfLife(DownloadEnd end) {
        return switch (end.outcome()) {
            case DOWNLOADED, UPLOADED, NOT_MODIFIED, ABANDONED -> true;
            case EXISTING, DUPLICATE -> false;
            case FAILED -> end.failure() instanceof OssPresignException failure && failure.status() != 0;
        };
    }
}
