// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.camel.osspresigned.message.SourceTransaction;
import io.github.osspresign.link.manifest.LinkEntry;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** Processes the links of one source message, one exchange for each. It keeps no link in memory. */
final class LinkBatch {

    /*
     * The thread of the source takes the links one by one and processes each completely. If helpers are allowed, each
     * thread that takes a link starts one more helper while links are left. All threads do the same work, and the thread
     * of the source waits for the helpers at the end. So there are never more links in progress than threads. In a
     * transaction there are no helpers.
     */

    private final LinkSourceConsumer consumer;
    private final Exchange source;
    private final Iterator<LinkEntry> remaining;
    private final int maxHelpers;
    private final BatchOutcome outcome = new BatchOutcome();

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Future<?>> helpers = new CopyOnWriteArrayList<>();
    /** The thread of the source, and the helpers that are at work. */
    private final Phaser workers = new Phaser(1);

    private int takenCount;
    private @Nullable LinkEntry next;

    LinkBatch(LinkSourceConsumer consumer, Exchange source, LinkEntry first, Iterator<LinkEntry> remaining) {
        this.consumer = consumer;
        this.source = source;
        this.next = first;
        this.remaining = remaining;
        // A transaction is bound to its thread.
        this.maxHelpers = SourceTransaction.isTransacted(source) ? 0 : consumer.maxHelpers();
        // An exchange creates its id at the first call, and the copies for the links have it as their correlation id.
        String unused = source.getExchangeId();
    }

    /** Processes all links. The exchange of the source fails if one of them fails. */
    LinkSummary run() {
        try {
            work();
        } finally {
            awaitHelpers();
        }
        outcome.applyTo(source);
        return outcome.summary();
    }

    private void work() {
        for (Taken link = take(); link != null; link = take()) {
            // Outside of the lock, because a copy takes longer than the next line of a list.
            Exchange exchange = exchange(link.index(), link.last());
            boolean intoRoute = consumer.prepareForRoute(source, exchange, link.entry());
            Throwable failure = exchange.getException();
            if (intoRoute) {
                consumer.routeNow(exchange);
            }
            outcome.add(exchange, intoRoute, failure);
        }
    }

    /** Takes the next link. Returns {@code null} if none is left or the consumer is being stopped. */
    private @Nullable Taken take() {
        lock.lock();
        try {
            LinkEntry entry = next;
            if (entry == null) {
                return null;
            }
            next = null;
            // A suspended consumer completes its messages.
            if (!consumer.isRunAllowed() || Thread.currentThread().isInterrupted()) {
                outcome.addFailure(new RejectedExecutionException("links: consumer was stopped after " + takenCount
                        + " links of the message; the source must deliver the message again"));
                return null;
            }

            next = lookAhead();
            Future<?> helper = next == null || helpers.size() >= maxHelpers ? null : consumer.startHelper(this::help);
            if (helper != null) {
                helpers.add(helper);
            }
            return new Taken(entry, takenCount++, next == null);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable LinkEntry lookAhead() {
        try {
            return remaining.hasNext() ? remaining.next() : null;
        } catch (RuntimeException e) {
            consumer.logUnreadable(source, e);
            outcome.addFailure(e);
            return null;
        }
    }

    private Exchange exchange(int index, boolean last) {
        Exchange exchange = ExchangeHelper.createCorrelatedCopy(source, false);
        exchange.getExchangeExtension().setTransacted(source.isTransacted());
        SourceTransaction.joinSource(exchange, source);

        // The body may be a list that is still being read, so no link may pass it on.
        exchange.getMessage().setBody(null);

        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, last);
        if (last) {
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, index + 1);
            if (ExchangeHelper.isOutCapable(source)) {
                exchange.getExchangeExtension().addOnCompletion(new ReplyBody(source));
            }
        } else {
            // The size of the batch is unknown until the last link. The property may contain the one of the source.
            exchange.removeProperty(ExchangePropertyKey.BATCH_SIZE);
        }
        return exchange;
    }

    private void help() {
        workers.register();
        try {
            work();
        } catch (Throwable e) {
            outcome.addFailure(e);
            throw e;
        } finally {
            workers.arriveAndDeregister();
        }
    }

    /** Waits for the helpers. The source must neither acknowledge nor redeliver the message while a link is in progress. */
    private void awaitHelpers() {
        lock.lock();
        try {
            // After an error of this thread, helpers take no further links.
            next = null;
        } finally {
            lock.unlock();
        }
        int phase = workers.arriveAndDeregister();
        boolean interrupted = false;
        while (workers.getPhase() == phase) {
            try {
                workers.awaitAdvanceInterruptibly(phase);
            } catch (InterruptedException e) {
                interrupted = true;
                helpers.forEach(helper -> helper.cancel(true));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Taken(LinkEntry entry, int index, boolean last) {}
}
