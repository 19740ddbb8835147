// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.presign.listing.ObjectListing;
import io.github.osspresign.camel.presign.monitor.SigningMonitor;
import io.github.osspresign.camel.presign.service.ServiceClient;
import io.github.osspresign.camel.seen.DownloadConfirmation;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.PooledExchange;
import org.apache.camel.Processor;
import org.apache.camel.support.EmptyAsyncCallback;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Consumer that watches a bucket and creates an exchange with a link for each new or changed object. A poll ends after
 * {@code maxMessagesPerPoll} objects, and the next poll continues the listing from there. After the end of the listing,
 * the next poll starts again from the beginning.
 */
public final class PresignConsumer extends ScheduledBatchPollingConsumer {

    private final WatchedObjects watched;
    private final WatchResources resources;
    private final ObjectLinks links;
    private final WatchedKeys keys;
    private final DeliveredObjects delivered;
    /** Why the current poll fails after its batch, or {@code null}. */
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    private volatile @Nullable ServiceClient client;
    private volatile SigningMonitor monitor = SigningMonitor.NONE;

    /** Key at which the last poll ended, or {@code null} if the next poll starts from the beginning. */
    private @Nullable String cursor;

    /** Creates a consumer that opens its resources when it starts. */
    public PresignConsumer(
            ScheduledPollEndpoint endpoint,
            Processor processor,
            WatchedObjects watched,
            WatchResources resources,
            ObjectLinks links) {
        super(endpoint, processor);
        this.watched = watched;
        this.resources = resources;
        this.links = links;
        this.keys = new WatchedKeys(watched.bucket());
        this.delivered = new DeliveredObjects(keys, watched, () -> client, failure);
    }

    @Override
    protected void doStart() throws Exception {
        monitor = SigningMonitor.of(getEndpoint().getCamelContext(), "consumer", resources.auditListener());
        cursor = null;
        try {
            // Fails now, not at each poll, if another version has stored the position.
            keys.open(resources.seen().get(), openPosition());
            client = resources.client().get();
            super.doStart();
        } catch (Exception e) {
            // Camel does not stop a consumer whose start has failed.
            closeClient();
            keys.close();
            throw e;
        }
    }

    private @Nullable StoredPosition openPosition() {
        return resources.positions() == null
                ? null
                : StoredPosition.open(
                        getEndpoint().getCamelContext(), resources.positions(), watched.bucket(), watched.prefix());
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        closeClient();
        try {
            keys.storePosition();
        } finally {
            keys.close();
        }
    }

    private void closeClient() {
        ServiceClient open = client;
        if (open != null) {
            open.close();
            client = null;
        }
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        try {
            return pollListing();
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause(), "cause");
            reportToHealthCheck(cause);
            throw cause;
        }
    }

    private int pollListing() {
        ServiceClient service = Objects.requireNonNull(client, "client");
        keys.beginPoll();
        ObjectListing listing = new ObjectListing(service, watched.bucket(), watched.prefix(), nextStart());
        PollBatch batch = new PollBatch(
                watched.filter(), keys, delivered, resources.clock().instant());
        String last = null;
        while (isBatchAllowed() && !isFull(batch.size()) && listing.hasNext()) {
            ListedObject object = listing.next();
            last = object.key();
            batch.add(object);
        }
        addFailed(service, batch);
        forceConsumerAsReady();

        int size = batch.size();
        int processed = processBatch(batch.queue());
        keys.storePosition();
        // Only after a complete batch: objects that were not processed must be listed again.
        cursor = processed == size && isFull(size) ? last : null;
        RuntimeException failed = failure.getAndSet(null);
        if (failed != null) {
            throw failed;
        }
        return processed;
    }

    /** Returns the key after which this poll starts, or {@code null} to start with the first key. */
    private @Nullable String nextStart() {
        String after = cursor;
        cursor = null;
        return after == null ? keys.beginListing() : after;
    }

    private boolean isFull(int size) {
        return (maxMessagesPerPoll > 0 && size >= maxMessagesPerPoll) || keys.isFull(size);
    }

    /** Repeats failed objects, after the others, so that they do not block them, until the request for one fails. */
    private void addFailed(ServiceClient service, PollBatch batch) {
        for (String key : keys.failedKeys()) {
            if (!isBatchAllowed() || isFull(batch.size())) {
                return;
            }
            if (!keys.isInFlight(key)) {
                try {
                    batch.addFailed(key, ObjectListing.find(service, watched.bucket(), key));
                } catch (UncheckedIOException e) {
                    // The next poll begins with the others.
                    keys.failAgain(key);
                    failure.set(e);
                    return;
                }
            }
        }
    }

    @Override
    public int processBatch(Queue<Object> objects) {
        int total = objects.size();
        int index = 0;
        for (; index < total && isBatchAllowed(); index++) {
            pendingExchanges = total - index - 1;
            emit((ListedObject) objects.remove(), index, total);
        }
        return index;
    }

    private void emit(ListedObject object, int index, int total) {
        Exchange exchange = createExchange(true);
        ObjectDelivery delivery = new ObjectDelivery(exchange, object, delivered);
        keys.beginFlight(object.key(), delivery);
        exchange.setProperty(Exchange.BATCH_INDEX, index);
        exchange.setProperty(Exchange.BATCH_SIZE, total);
        exchange.setProperty(Exchange.BATCH_COMPLETE, index == total - 1);
        SigningMonitor report = monitor.of(exchange);
        try {
            // Just before routing, so that no lifetime of the link is lost in the batch queue.
            PresignedLink link = links.write(exchange.getMessage(), object, report);
            if (watched.awaitDownload()) {
                DownloadConfirmation.request(exchange, link, delivery::downloaded);
            }
        } catch (RuntimeException e) {
            report.refused(e);
            keys.fail(object.key(), delivery);
            exchange.setException(e);
            getExceptionHandler()
                    .handleException("presign: link for " + Quoted.of(object.key()) + " failed", exchange, e);
            if (exchange instanceof PooledExchange pooled) {
                // Returns it to the pool; releaseExchange would return it twice.
                pooled.done();
            }
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(delivery);
        getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
    }

    private void reportToHealthCheck(IOException failure) {
        if (getLastErrorDetails() != null) {
            getLastErrorDetails().clear();
        }
        if (failure instanceof ServiceCallException refusal && refusal.status() != 0) {
            addLastErrorDetail("http.response.code", refusal.status());
            addLastErrorDetail("oss.code", String.valueOf(refusal.ossCode()));
            addLastErrorDetail("oss.ec", String.valueOf(refusal.ec()));
            addLastErrorDetail("oss.request.id", String.valueOf(refusal.requestId()));
        }
    }
}
