// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.listener.LinkSummary;
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
    private int links;
    private int downloaded;
    private int duplicates;
    private @Nullable Throwable failure;
    private boolean rollback;
    private boolean rollbackLast;
    private @Nullable Exchange last;
    private int lastIndex = -1;

    /**
     * Adds the exchange of a link.
     *
     * @param routed whether the route has processed it; without a failure, the object of any other exchange is a duplicate
     * @param downloadFailure failure of the download, which the route may have handled, or {@code null}
     */
    synchronized void add(Exchange exchange, boolean routed, @Nullable Throwable downloadFailure) {
        links++;
        Throwable routeFailure = exchange.getException();
        Throwable cause = downloadFailure == null ? routeFailure : downloadFailure;
        if (cause != null) {
            failed.merge(cause.getClass().getSimpleName(), 1, Integer::sum);
        } else if (routed) {
            downloaded++;
        } else {
            duplicates++;
        }
        addFailure(routeFailure);
        rollback |= exchange.isRollbackOnly();
        rollbackLast |= exchange.isRollbackOnlyLast();
        Integer index = exchange.getProperty(ExchangePropertyKey.BATCH_INDEX, Integer.class);
        if (index != null && index > lastIndex) {
            last = exchange;
            lastIndex = index;
        }
    }

    /** Adds a failure, such as of a list that cannot be read to its end. The first one is the outcome. */
    synchronized void addFailure(@Nullable Throwable cause) {
        if (failure == null) {
            failure = cause;
        } else if (cause != null && cause != failure && failure.getSuppressed().length < MAX_SUPPRESSED) {
            failure.addSuppressed(cause);
        }
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
        return new LinkSummary(links, downloaded, duplicates, failed);
    }
}
