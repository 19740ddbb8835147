// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.osspresigned.monitor.LinkSummary;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** Thread-safe combined outcome of the exchanges of all links of a source message. */
final class BatchOutcome {

    /** Maximum number of further failures that are attached to the first one. */
    private static final int MAX_SUPPRESSED = 10;

    private final TreeMap<String, Integer> failed = new TreeMap<>();
    private int downloaded;
    private int duplicates;
    private @Nullable Throwable failure;
    private boolean rollback;
    private boolean rollbackLast;
    private @Nullable Exchange last;
    private int lastIndex = -1;

    /**
     * Adds an exchange that the route has processed.
     *
     * @param downloadFailure failure of the download, which the route may have handled, or {@code null}
     */
    synchronized void addRouted(Exchange exchange, @Nullable Throwable downloadFailure) {
        Throwable routeFailure = exchange.getException();
        Throwable cause = downloadFailure == null ? routeFailure : downloadFailure;
        if (cause == null) {
            downloaded++;
        } else {
            count(cause);
        }
        add(exchange, routeFailure);
    }

    /** Adds an exchange whose object is a duplicate, so that the route has not processed it. */
    synchronized void addDuplicate(Exchange exchange) {
        duplicates++;
        add(exchange, null);
    }

    /** Adds a failure outside of the links, such as a list that cannot be read to its end. */
    synchronized void addFailure(Throwable cause) {
        join(cause);
    }

    /**
     * Sets the outcome on the exchange of the source. This must be the last step, because copies of a failed exchange would
     * fail too.
     */
    synchronized void applyTo(Exchange source) {
        if (last != null && ExchangeHelper.isOutCapable(source)) {
            // The reply must not be the request, which contains the links.
            source.getMessage().copyFrom(last.getMessage());
        }
        source.setException(failure);
        source.setRollbackOnly(rollback);
        source.setRollbackOnlyLast(rollbackLast);
    }

    /** Returns the number of links by outcome. */
    synchronized LinkSummary summary() {
        int failures = failed.values().stream().mapToInt(Integer::intValue).sum();
        return new LinkSummary(downloaded + duplicates + failures, downloaded, duplicates, failed);
    }

    private void count(Throwable cause) {
        failed.merge(cause.getClass().getSimpleName(), 1, Integer::sum);
    }

    private void add(Exchange exchange, @Nullable Throwable cause) {
        join(cause);
        rollback |= exchange.isRollbackOnly();
        rollbackLast |= exchange.isRollbackOnlyLast();
        Integer index = exchange.getProperty(ExchangePropertyKey.BATCH_INDEX, Integer.class);
        if (index != null && index > lastIndex) {
            last = exchange;
            lastIndex = index;
        }
    }

    private void join(@Nullable Throwable cause) {
        if (failure == null) {
            failure = cause;
        } else if (cause != null && cause != failure && failure.getSuppressed().length < MAX_SUPPRESSED) {
            failure.addSuppressed(cause);
        }
    }
}
