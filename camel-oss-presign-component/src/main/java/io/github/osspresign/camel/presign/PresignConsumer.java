// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.presign.listing.ObjectFilter;
import io.github.osspresign.camel.presign.listing.ObjectListing;
import io.github.osspresign.camel.presign.message.EntryValues;
import io.github.osspresign.camel.presign.message.ResultWriter;
import io.github.osspresign.camel.presign.message.SignedLink;
import io.github.osspresign.camel.presign.monitor.SigningMonitor;
import io.github.osspresign.camel.presign.service.ServiceClient;
import io.github.osspresign.camel.presign.signing.LinkSigner;
import io.github.osspresign.camel.presign.watch.ListingProgress;
import io.github.osspresign.camel.presign.watch.ObjectRemoval;
import io.github.osspresign.camel.presign.watch.StoredPosition;
import io.github.osspresign.camel.shared.DeliveryCompletion;
import io.github.osspresign.camel.shared.DownloadConfirmation;
import io.github.osspresign.camel.shared.SeenKey;
import io.github.osspresign.camel.shared.SeenObjects;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.syntax.PercentCoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.PooledExchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.EmptyAsyncCallback;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumer that watches a bucket and creates an exchange with a link for each new or changed object. A poll ends after
 * {@code maxMessagesPerPoll} objects, and the next poll continues the listing from there. After the end of the listing,
 * the next poll starts again from the beginning.
 */
final class PresignConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(PresignConsumer.class);

    private final PresignEndpoint endpoint;
    private final LinkSigner signer;
    private final CredentialsSource credentials;
    private final ObjectFilter filter;
    private final ResultWriter results;
    private final @Nullable ObjectRemoval removal;
    /** Whether an object is removed without a known download of its link. */
    private final boolean removesAlways;

    private final AtomicBoolean hasWarned = new AtomicBoolean();
    /** Weak, because Camel may drop an exchange without its completion, such as one that pollEnrich cannot aggregate. */
    private final Map<String, WeakReference<ObjectCompletion>> keysInFlight = new ConcurrentHashMap<>();

    /**
     * Repository keys of objects that were removed since the current poll began, whose listing may still have them. The
     * repository does not know them: an object that comes again is a new one, even with the same content.
     */
    private final Set<String> removedKeys = ConcurrentHashMap.newKeySet();

    private final ListingProgress progress = new ListingProgress();
    /** Why the current poll fails after its batch, or {@code null}. */
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    private volatile @Nullable IdempotentRepository seenObjects;
    private volatile @Nullable ServiceClient client;
    private volatile @Nullable StoredPosition position;
    private volatile SigningMonitor monitor = SigningMonitor.NONE;

    /** Key at which the last poll ended, or {@code null} if the next poll starts from the beginning. */
    private @Nullable String cursor;

    PresignConsumer(PresignEndpoint endpoint, Processor processor, ConfiguredSigner configured) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.signer = configured.signer();
        this.credentials = configured.credentials();
        this.filter = endpoint.objectFilter();
        this.removal = endpoint.removal();
        this.removesAlways = endpoint.getConfiguration().getDeleteAfterRead() == DeleteAfterRead.ALWAYS;
        PresignOutput output = endpoint.getConfiguration().getOutput();
        this.results = new ResultWriter(output.toHeaders(), output.toBody());
    }

    @Override
    protected void doStart() throws Exception {
        seenObjects = endpoint.seenObjects();
        monitor = SigningMonitor.of(
                endpoint.getCamelContext(),
                "consumer",
                endpoint.getConfiguration().getAuditListener());
        cursor = null;
        try {
            openPosition();
            client = endpoint.openClients(credentials).of(endpoint.getBucketName());
            super.doStart();
        } catch (Exception e) {
            // Camel does not stop a consumer whose start has failed.
            closeClient();
            releasePosition();
            throw e;
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        closeClient();
        try {
            storePosition();
        } finally {
            releasePosition();
        }
    }

    private void openPosition() {
        StateRepository<String, String> repository = endpoint.getConfiguration().getStateRepository();
        if (repository != null) {
            StoredPosition opened = StoredPosition.open(
                    endpoint.getCamelContext(), repository, endpoint.getBucketName(), endpoint.prefix());
            position = opened;
            // Fails now, not at each poll, if another version has stored the position.
            progress.restart(opened.key());
            progress.restoreFailed(opened.failedKeys());
        }
    }

    private void releasePosition() {
        StoredPosition released = position;
        if (released != null) {
            position = null;
            released.close();
        }
    }

    private void storePosition() {
        StoredPosition open = position;
        if (open != null) {
            open.update(progress.settledKey(), progress.failedKeys());
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
        removedKeys.clear();
        ObjectListing listing = new ObjectListing(service, endpoint.getBucketName(), endpoint.prefix(), nextStart());
        Map<String, ListedObject> batch = new LinkedHashMap<>();
        Instant now = endpoint.clock().instant();
        String last = null;
        while (isBatchAllowed() && !isFull(batch.size()) && listing.hasNext()) {
            ListedObject object = listing.next();
            last = object.key();
            addIfNew(object, now, batch);
        }
        addFailed(service, now, batch);
        forceConsumerAsReady();

        int size = batch.size();
        int processed = processBatch(new ArrayDeque<>(batch.values()));
        storePosition();
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
        if (after == null) {
            StoredPosition stored = position;
            after = stored == null ? null : stored.key();
            progress.restart(after);
        }
        return after;
    }

    /** With a position, the next poll lists only what follows, so that a full default repository ends a poll. */
    private boolean isFull(int size) {
        return (maxMessagesPerPoll > 0 && size >= maxMessagesPerPoll)
                || (position != null && seen() instanceof SeenObjects && size >= SeenObjects.CAPACITY);
    }

    private void addIfNew(ListedObject object, Instant now, Map<String, ListedObject> batch) {
        String key = object.key();
        if (batch.containsKey(key)) {
            return;
        }
        boolean accepted = filter.accepts(object, now);
        if (progress.isFailed(key) || !(accepted || filter.acceptsLater(object, now))) {
            progress.addSettled(key);
            return;
        }
        if (!accepted) {
            progress.addUnready(key);
            return;
        }
        requireCapacity();
        progress.addPending(key);
        // A removed object was listed before it was removed, or is a new one, which the next poll delivers.
        if (isInFlight(key) || removedKeys.contains(repositoryKey(object))) {
            return;
        }
        if (seen().contains(repositoryKey(object))) {
            removeLater(object);
        } else {
            batch.put(key, object);
        }
    }

    /** Removal of a delivered object. */
    private enum Removed {
        YES,
        /** The object has changed since, and is to be delivered again. */
        CHANGED,
        /** The object is removed later, if an option asks for it. */
        NO
    }

    /** Removes what could not be removed when it had passed through the route. */
    private void removeLater(ListedObject object) {
        if (removal != null && (removesAlways || seen().contains(downloadedKey(object)))) {
            settle(object, forgetRemoved(object, tryRemove(object)), null);
        } else {
            progress.settle(object.key());
            endFlight(object, null);
        }
    }

    private Removed forgetRemoved(ListedObject object, Removed removed) {
        if (removed != Removed.NO) {
            seen().remove(repositoryKey(object));
            seen().remove(downloadedKey(object));
        }
        return removed;
    }

    /** Removes a delivered object if an option asks for it. If that fails, the poll fails. */
    private Removed tryRemove(ListedObject object) {
        ServiceClient service = client;
        if (removal == null || service == null) {
            return Removed.NO;
        }
        try {
            Removed removed = removal.remove(service, object) ? Removed.YES : Removed.CHANGED;
            removedKeys.add(repositoryKey(object));
            return removed;
        } catch (UncheckedIOException e) {
            failure.set(e);
            return Removed.NO;
        }
    }

    /**
     * What is still there is removed or delivered later: when it is listed again, or as a failed object if there is a
     * position.
     */
    private void settle(ListedObject object, Removed removed, @Nullable ObjectCompletion completion) {
        if (removed == Removed.YES || removal == null) {
            progress.settle(object.key());
            endFlight(object, completion);
        } else {
            failed(object, completion);
        }
    }

    /** Ends the flight of an object, unless its key is in flight again for a new state of the object. */
    private void endFlight(ListedObject object, @Nullable ObjectCompletion completion) {
        keysInFlight.computeIfPresent(object.key(), (key, held) -> held.get() == completion ? null : held);
    }

    private boolean isInFlight(String key) {
        WeakReference<ObjectCompletion> completion = keysInFlight.get(key);
        return completion != null && completion.get() != null;
    }

    /** Repeats failed objects, after the others, so that they do not block them, until the request for one fails. */
    private void addFailed(ServiceClient service, Instant now, Map<String, ListedObject> batch) {
        for (String key : progress.failedKeys()) {
            if (!isBatchAllowed() || isFull(batch.size())) {
                return;
            }
            if (!isInFlight(key)) {
                try {
                    addFailed(key, ObjectListing.find(service, endpoint.getBucketName(), key), now, batch);
                } catch (UncheckedIOException e) {
                    // The next poll begins with the others.
                    progress.fail(key);
                    failure.set(e);
                    return;
                }
            }
        }
    }

    private void addFailed(String key, @Nullable ListedObject object, Instant now, Map<String, ListedObject> batch) {
        if (object == null) {
            progress.settle(key);
        } else if (seen().contains(repositoryKey(object))) {
            removeLater(object);
        } else if (filter.accepts(object, now)) {
            batch.put(key, object);
        } else if (!filter.acceptsLater(object, now)) {
            progress.settle(key);
        }
    }

    /**
     * Fails if more objects will be listed again than the default repository remembers: evicted objects would be new
     * again.
     */
    private void requireCapacity() {
        progress.countAccepted();
        long again = position == null ? progress.accepted() : progress.acceptedAfterPending();
        if (seen() instanceof SeenObjects && again > SeenObjects.CAPACITY) {
            throw new IllegalStateException("idempotentRepository: the default repository remembers at most "
                    + SeenObjects.CAPACITY + " objects, but the bucket has more; set a larger repository, a narrower"
                    + " prefix or a stateRepository");
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
        ObjectCompletion completion = new ObjectCompletion(exchange, object);
        keysInFlight.put(object.key(), new WeakReference<>(completion));
        exchange.setProperty(Exchange.BATCH_INDEX, index);
        exchange.setProperty(Exchange.BATCH_SIZE, total);
        exchange.setProperty(Exchange.BATCH_COMPLETE, index == total - 1);
        SigningMonitor report = monitor.of(exchange);
        try {
            PresignedLink link = write(exchange.getMessage(), object, report);
            if (removal != null && !removesAlways) {
                DownloadConfirmation.request(exchange, link, completion::downloaded);
            }
        } catch (RuntimeException e) {
            report.refused(e);
            failed(object, completion);
            exchange.setException(e);
            getExceptionHandler()
                    .handleException("presign: link for " + Quoted.of(object.key()) + " failed", exchange, e);
            if (exchange instanceof PooledExchange pooled) {
                // Returns it to the pool; releaseExchange would return it twice.
                pooled.done();
            }
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(completion);
        getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
    }

    private void failed(ListedObject object, @Nullable ObjectCompletion completion) {
        if (position != null) {
            progress.fail(object.key());
        }
        endFlight(object, completion);
    }

    /** Signs the link of an object. This happens just before routing, so that no lifetime is lost in the batch queue. */
    private PresignedLink write(Message message, ListedObject object, SigningMonitor report) {
        SignedLink link = signer.sign(EntryValues.of(object.key(), signer.values()));
        results.write(message, report.signed(link).withObject(object::describe));
        message.setHeader(PresignConstants.SOURCE_BUCKET_NAME, endpoint.getBucketName());
        message.setHeader(PresignConstants.SOURCE_OBJECT_KEY, object.key());
        message.setHeader(PresignConstants.OBJECT_SIZE, object.size());
        message.setHeader(PresignConstants.ETAG, object.etag());
        message.setHeader(PresignConstants.LAST_MODIFIED, object.lastModified());
        message.setHeader(
                PresignConstants.MESSAGE_TIMESTAMP, object.lastModified().toEpochMilli());
        message.setHeader(PresignConstants.STORAGE_CLASS, object.storageClass());
        return link.link();
    }

    private IdempotentRepository seen() {
        return Objects.requireNonNull(seenObjects, "seenObjects");
    }

    private String repositoryKey(ListedObject object) {
        return SeenKey.of(repositoryText(object));
    }

    private String repositoryText(ListedObject object) {
        return PercentCoding.PATH.encode(endpoint.getBucketName() + "/" + object.key()) + "#etag="
                + PercentCoding.PATH.encode(object.etag());
    }

    /** Key of an object whose download is known to have succeeded, but which could not be removed. */
    private String downloadedKey(ListedObject object) {
        return SeenKey.of(repositoryText(object) + "#downloaded");
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

    /**
     * Records an object as seen when its exchange has completed. It removes the object when its exchange has completed and its
     * link has been downloaded, whichever comes last, because a copy of the exchange may complete after it.
     */
    private final class ObjectCompletion extends DeliveryCompletion {

        private final ListedObject object;
        private final AtomicBoolean isDownloaded = new AtomicBoolean(removal == null || removesAlways);
        /** Number of conditions for the end that are not met yet. */
        private final AtomicInteger awaited = new AtomicInteger(isDownloaded.get() ? 1 : 2);

        ObjectCompletion(Exchange exchange, ListedObject object) {
            super(exchange);
            this.object = object;
        }

        @Override
        protected void delivered(Exchange exchange) {
            record(() -> {
                if (awaited.get() > 1) {
                    // Before the end, which a copy of the exchange may reach at any time from now on.
                    SeenKey.store(seen(), exchange, repositoryKey(object));
                    progress.settle(object.key());
                    endFlight(object, this);
                }
                if (awaited.decrementAndGet() == 0) {
                    end(exchange);
                } else {
                    warnOfUnknownDownload(object);
                }
            });
        }

        /** Records that the link has been downloaded by an exchange that has succeeded. */
        void downloaded(Exchange exchange) {
            if (isDownloaded.compareAndSet(false, true) && awaited.decrementAndGet() == 0) {
                record(() -> end(exchange));
            }
        }

        private void end(Exchange exchange) {
            Removed removed = forgetRemoved(object, tryRemove(object));
            if (removed == Removed.NO) {
                if (removal != null && !removesAlways) {
                    SeenKey.store(seen(), exchange, downloadedKey(object));
                }
                SeenKey.store(seen(), exchange, repositoryKey(object));
            }
            settle(object, removed, this);
        }

        private void record(Runnable recording) {
            try {
                recording.run();
            } catch (RuntimeException e) {
                // A poll fails with it, because Camel ignores it here.
                failure.set(new IllegalStateException(
                        "idempotentRepository: object " + Quoted.of(object.key())
                                + " was not recorded after its exchange and is delivered again",
                        e));
                failed(object, this);
            }
        }

        @Override
        protected void notDelivered() {
            failed(object, this);
        }
    }

    private void warnOfUnknownDownload(ListedObject object) {
        if (hasWarned.compareAndSet(false, true)) {
            LOG.warn(
                    "presign: object {} stays in the bucket, because its exchange has completed without a download of its"
                            + " link; it is removed if a copy of the exchange downloads it. Further objects are not logged."
                            + " To remove objects without a known download, set deleteAfterRead=always",
                    Quoted.of(object.key()));
        }
    }
}
