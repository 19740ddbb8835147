package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.monitor.LinkSummary;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** What the exchanges of a message's links come to together; they may end on several threads. */
final class BatchOutcome {

    /** The first failure says what it is about; where there are thousands, these are enough to see if all are alike. */
    private static final int MAX_SUPPRESSED = 10;

    private final TreeMap<String, Integer> failed = new TreeMap<>();
    private int downloaded;
    private int duplicates;
    private @Nullable Throwable failure;
    private boolean rollback;
    private boolean rollbackLast;
    private @Nullable Exchange last;
    private int lastIndex = -1;

    /** The exchange went through the route, also where something failed on the way that the route has handled. */
    synchronized void routed(Exchange ended, @Nullable Throwable failedBefore) {
        Throwable failedNow = ended.getException();
        Throwable cause = failedBefore == null ? failedNow : failedBefore;
        if (cause == null) {
            downloaded++;
        } else {
            count(cause);
        }
        join(ended, failedNow);
    }

    /** The exchange had nothing to bring to the route. */
    synchronized void leftOut(Exchange ended) {
        duplicates++;
        join(ended, null);
    }

    /** What happened beside the links, such as a list that cannot be read to its end. */
    synchronized void failed(Throwable cause) {
        join(cause);
    }

    /** The source's exchange learns of failures at the end: copies made after that would start as failed ones. */
    synchronized void conclude(Exchange source) {
        if (last != null && ExchangeHelper.isOutCapable(source)) {
            // Who waits must not get the own message back, with all the links in it.
            source.getMessage().copyFrom(last.getMessage());
        }
        source.setException(failure);
        source.setRollbackOnly(rollback);
        source.setRollbackOnlyLast(rollbackLast);
    }

    synchronized LinkSummary summary() {
        int failures = failed.values().stream().mapToInt(Integer::intValue).sum();
        return new LinkSummary(downloaded + duplicates + failures, downloaded, duplicates, failed);
    }

    private void count(Throwable cause) {
        failed.merge(cause.getClass().getSimpleName(), 1, Integer::sum);
    }

    private void join(Exchange ended, @Nullable Throwable cause) {
        join(cause);
        rollback |= ended.isRollbackOnly();
        rollbackLast |= ended.isRollbackOnlyLast();
        Integer index = ended.getProperty(ExchangePropertyKey.BATCH_INDEX, Integer.class);
        if (index != null && index > lastIndex) {
            last = ended;
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
