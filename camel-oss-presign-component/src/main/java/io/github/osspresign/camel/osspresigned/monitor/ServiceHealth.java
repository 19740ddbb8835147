// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStart;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.oss.syntax.UrlParts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import org.apache.camel.support.LRUCacheFactory;
import org.jspecify.annotations.Nullable;

/** Derives the health of service, network and machine from recent transfers, and ignores failures of single links. */
final class ServiceHealth implements TransferListener {

    /*
     * A failure that concerns a single link, such as a missing object or an expired link, does not affect the health
     * status. Because the service has sent the response, the failure even shows that the service works. A failure that is
     * retryable, or that is caused by the network, the file system or the route that renews links, would affect other links
     * too. A link that is refused before any request, or a file that exists already, does not change the status.
     *
     * Links come from outside, so nobody who sends one bad link may turn the status. Therefore the status needs several
     * links that have failed in a short time, with no success after them, and a host that has never responded counts only
     * as long as no host has. In the same way one host with a wrong clock does not turn the status while another host agrees
     * with the local clock.
     */

    /** Number of different links that must have failed. */
    private static final int MIN_FAILED_LINKS = 3;

    /** Age after which a failure or a time of the service no longer counts. */
    private static final Duration MAX_AGE = Duration.ofMinutes(15);

    private static final int MAX_HOSTS = 100;

    private record Skew(Duration value, Instant measuredAt) {}

    private final InstantSource time;

    /** Hosts that have responded, each with its last clock skew. */
    private final Map<String, Skew> hosts = LRUCacheFactory.newLRUCache(MAX_HOSTS);

    /** Last failures of different links since the last success, the oldest first. */
    private final Deque<TransferEnd> failures = new ArrayDeque<>();

    private @Nullable TransferEnd lastRelevant;

    ServiceHealth(InstantSource time) {
        this.time = time;
    }

    @Override
    public void responseReceived(TransferStart transfer, Duration skew) {
        String host = host(transfer);
        Skew measured = new Skew(skew, time.instant());
        synchronized (this) {
            hosts.put(host, measured);
        }
    }

    @Override
    public synchronized void finished(TransferEnd end) {
        if (isUnhealthy(end)) {
            if (hosts.isEmpty() || hosts.containsKey(host(end.transfer()))) {
                addFailure(end);
                lastRelevant = end;
            }
        } else if (isHealthy(end)) {
            failures.clear();
            lastRelevant = end;
        }
    }

    private void addFailure(TransferEnd end) {
        String link = end.transfer().maskedUrl();
        failures.removeIf(earlier -> earlier.transfer().maskedUrl().equals(link));
        failures.add(end);
        if (failures.size() > MIN_FAILED_LINKS) {
            failures.remove();
        }
    }

    /** Returns the last transfer that affects the health status, or {@code null} if there is none. */
    synchronized @Nullable TransferEnd lastRelevant() {
        return lastRelevant;
    }

    /** Returns the last failure if links cannot be used, or {@code null} otherwise. */
    synchronized @Nullable TransferEnd outage() {
        boolean isOutage = failures.size() == MIN_FAILED_LINKS
                && failures.stream().allMatch(failure -> isRecent(failure.endedAt()));
        return isOutage ? failures.peekLast() : null;
    }

    /**
     * Returns the time by which the clock of the service is ahead of the local one, or {@code null} without a recent
     * response. If the hosts differ, it is that of the host closest to the local clock.
     */
    synchronized @Nullable Duration clockSkew() {
        return hosts.values().stream()
                .filter(skew -> isRecent(skew.measuredAt()))
                .map(Skew::value)
                .min(Comparator.comparing(Duration::abs))
                .orElse(null);
    }

    /** Returns whether a time is recent. A time in the future is from before the clock was set back. */
    private boolean isRecent(Instant past) {
        Duration age = Duration.between(past, time.instant());
        return !age.isNegative() && age.compareTo(MAX_AGE) <= 0;
    }

    private static String host(TransferStart transfer) {
        UrlParts url = UrlParts.of(transfer.maskedUrl());
        return url == null ? "" : url.authority();
    }

    private static boolean isUnhealthy(TransferEnd end) {
        return end.failure() instanceof OssPresignException failure
                && (failure.getCause() != null || (failure.isRetryable() && failure.status() != 0));
    }

    private static boolean isHealthy(TransferEnd end) {
        return switch (end.outcome()) {
            case DOWNLOADED, UPLOADED, ABANDONED -> true;
            case EXISTING, DUPLICATE -> false;
            case FAILED -> end.failure() instanceof OssPresignException failure && failure.status() != 0;
        };
    }
}
