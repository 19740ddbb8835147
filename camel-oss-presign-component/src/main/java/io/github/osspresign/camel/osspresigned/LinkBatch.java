package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.message.SourceTransaction;
import io.github.osspresign.camel.osspresigned.monitor.LinkSummary;
import io.github.osspresign.link.manifest.LinkEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.trait.message.MessageTrait;
import org.apache.camel.trait.message.RedeliveryTraitPayload;
import org.jspecify.annotations.Nullable;

/** The links of one source message on their way through the route, an exchange each. Nothing is kept of a link. */
final class LinkBatch {

    /*
     * The source's thread takes one link after the other and sees it through. Where others may help, whoever takes a
     * link calls one more thread while there are links left; they all do the same, and the source's thread waits for
     * them at the end. So no more links are taken than there are threads, and a message whose links are done by the
     * source's thread alone, as in a transaction, is only the case without helpers.
     */

    private final LinkProcessor processor;
    private final LinkExecutor threads;
    private final Exchange source;
    private final Iterator<LinkEntry> further;
    private final boolean transacted;
    private final int maxHelpers;
    private final BatchOutcome outcome = new BatchOutcome();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition helperGone = lock.newCondition();
    private final List<Future<?>> helpers = new ArrayList<>();
    private int helping;
    private int taken;
    private @Nullable LinkEntry next;

    LinkBatch(
            LinkProcessor processor,
            LinkExecutor threads,
            Exchange source,
            LinkEntry first,
            Iterator<LinkEntry> further) {
        this.processor = processor;
        this.threads = threads;
        this.source = source;
        this.next = first;
        this.further = further;
        this.transacted = SourceTransaction.has(source);
        // A transaction belongs to its thread.
        this.maxHelpers = transacted ? 0 : threads.perMessage();
    }

    /** Sees every link through, and the source's exchange fails if one of them does. */
    LinkSummary run() {
        try {
            work();
        } finally {
            awaitHelpers();
        }
        outcome.conclude(source);
        return outcome.summary();
    }

    private void work() {
        for (Taken link = take(); link != null; link = take()) {
            Exchange exchange = link.exchange();
            boolean onward = processor.download(exchange, link.entry());
            Throwable failure = exchange.getException();
            if (onward) {
                processor.routeNow(exchange);
            }
            if (onward || failure != null) {
                outcome.routed(exchange, failure);
            } else {
                outcome.leftOut(exchange);
            }
        }
    }

    /** The next link, {@code null} where none is left or the others are not to be begun. */
    private @Nullable Taken take() {
        lock.lock();
        try {
            LinkEntry entry = next;
            if (entry == null) {
                return null;
            }
            next = null;
            if (!processor.mayBegin() || Thread.currentThread().isInterrupted()) {
                outcome.failed(new RejectedExecutionException(
                        "links: expected time for all of them but the consumer was stopped after " + taken));
                return null;
            }
            next = lookAhead();
            if (next != null && helpers.size() < maxHelpers) {
                helpers.add(threads.submit(this::help));
            }
            return new Taken(entry, exchange(taken++, next == null));
        } finally {
            lock.unlock();
        }
    }

    private @Nullable LinkEntry lookAhead() {
        try {
            return further.hasNext() ? further.next() : null;
        } catch (RuntimeException e) {
            outcome.failed(e);
            return null;
        }
    }

    private Exchange exchange(int index, boolean last) {
        Exchange exchange = ExchangeHelper.createCorrelatedCopy(source, false);
        exchange.getExchangeExtension().setTransacted(source.isTransacted());
        if (transacted) {
            SourceTransaction.join(exchange, source);
        }
        // A copy of a queue's message does not know any more whether it has come again.
        exchange.getMessage()
                .setPayloadForTrait(
                        MessageTrait.REDELIVERY,
                        source.isExternalRedelivered()
                                ? RedeliveryTraitPayload.IS_REDELIVERY
                                : RedeliveryTraitPayload.NON_REDELIVERY);
        // The body may be a list that is still being read; where the download fails there is no other than the link.
        exchange.getMessage().setBody(null);
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, last);
        if (last) {
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, index + 1);
        } else {
            // A source may have told how many messages it has; how many links this one has shows at its end.
            exchange.removeProperty(ExchangePropertyKey.BATCH_SIZE);
        }
        return exchange;
    }

    private void help() {
        lock.lock();
        try {
            helping++;
        } finally {
            lock.unlock();
        }
        try {
            work();
        } catch (Throwable e) {
            outcome.failed(e);
            throw e;
        } finally {
            lock.lock();
            try {
                helping--;
                helperGone.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The message is not to be acknowledged, nor offered again, while one of its links is under way. */
    private void awaitHelpers() {
        boolean interrupted = false;
        lock.lock();
        try {
            next = null;
            while (helping > 0) {
                try {
                    helperGone.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                    helpers.forEach(helper -> helper.cancel(true));
                }
            }
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Taken(LinkEntry entry, Exchange exchange) {}
}
