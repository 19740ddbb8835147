package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.SeenObjects;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.presign.listing.ListingProgress;
import io.github.osspresign.camel.presign.listing.MarkerFile;
import io.github.osspresign.camel.presign.listing.ObjectFilter;
import io.github.osspresign.camel.presign.listing.ObjectListing;
import io.github.osspresign.camel.presign.listing.ServiceClient;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.error.ServiceCallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.EmptyAsyncCallback;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the objects of a bucket: one exchange, with a link, for each that is new or has changed. A poll that takes
 * {@code maxMessagesPerPoll} objects ends there, and the next one goes on behind them; at the end of the listing it
 * begins anew.
 */
final class PresignConsumer extends ScheduledBatchPollingConsumer {

    private final PresignEndpoint endpoint;
    private final LinkSigner links;
    private final CredentialsSource credentials;
    private final ObjectFilter filter;
    private final ResultWriter results;
    private final IdempotentRepository seen;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();
    private final ListingProgress progress = new ListingProgress();
    private @Nullable ServiceClient client;
    private @Nullable MarkerFile marker;

    /** The key that the last poll ended at; null where the next one begins anew. */
    private @Nullable String cursor;

    private long takenInRound;

    PresignConsumer(PresignEndpoint endpoint, Processor processor, LinkSigner links, CredentialsSource credentials) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.links = links;
        this.credentials = credentials;
        PresignConfiguration options = endpoint.getConfiguration();
        this.filter = endpoint.objectFilter();
        this.results = new ResultWriter(options.getOutput());
        this.seen = endpoint.seenObjects();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        links.checkOptions();
        links.checkListing(endpoint.getBucketName(), endpoint.prefix());
        links.checkNoVersion();
        checkOptions(endpoint.getConfiguration());
    }

    /** What a watcher would not do must not be asked for in silence. */
    private static void checkOptions(PresignConfiguration options) {
        if (options.getOperation() != PresignOperation.SIGN) {
            throw new IllegalArgumentException(
                    "operation: expected sign, the only one of a consumer, but was " + options.getOperation());
        }
        if (options.isVerifyObject()) {
            throw new IllegalArgumentException(
                    "verifyObject: expected false for a consumer, which gets the objects from a listing, but was true");
        }
    }

    @Override
    protected void doStart() throws Exception {
        endpoint.getCamelContext().addService(seen, true, true);
        String markerFile = endpoint.getConfiguration().getMarkerFile();
        if (markerFile != null) {
            marker = MarkerFile.open(Path.of(markerFile), endpoint.getBucketName(), endpoint.prefix());
        }
        cursor = null;
        client = endpoint.openClient(credentials);
        try {
            super.doStart();
        } catch (Exception e) {
            // A consumer that did not start is not stopped either.
            closeClient();
            throw e;
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        closeClient();
    }

    private void closeClient() {
        if (client != null) {
            client.close();
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
            IOException failure = Objects.requireNonNull(e.getCause(), "cause");
            tellHealth(failure);
            throw failure;
        }
    }

    private int pollListing() throws IOException {
        ObjectListing listing = new ObjectListing(
                Objects.requireNonNull(client, "client"), endpoint.getBucketName(), endpoint.prefix(), begin());
        Queue<Object> batch = new ArrayDeque<>();
        Instant now = endpoint.clock().instant();
        String last = null;
        while (isBatchAllowed() && !isFull(batch) && listing.hasNext()) {
            ListedObject object = listing.next();
            last = object.key();
            look(object, now, batch);
        }
        forceConsumerAsReady();
        int size = batch.size();
        int processed = processBatch(batch);
        if (marker != null) {
            marker.move(progress.settled());
        }
        // Not after a batch that was broken off, or a failure above: what was not looked at has to come again.
        cursor = processed == size && isFull(size) ? last : null;
        return processed;
    }

    private @Nullable String begin() {
        String from = cursor;
        cursor = null;
        if (from == null) {
            from = marker == null ? null : marker.key();
            progress.begin(from);
            takenInRound = 0;
        }
        return from;
    }

    private boolean isFull(Queue<Object> batch) {
        return isFull(batch.size());
    }

    private boolean isFull(int size) {
        return maxMessagesPerPoll > 0 && size >= maxMessagesPerPoll;
    }

    private void look(ListedObject object, Instant now, Queue<Object> batch) {
        if (!filter.takes(object, now)) {
            if (filter.waitsFor(object, now)) {
                progress.open(object.key());
            } else {
                progress.pass(object.key());
            }
            return;
        }
        requireMemory();
        if (inProgress.contains(object.key())) {
            progress.open(object.key());
        } else if (seen.contains(id(object))) {
            progress.pass(object.key());
        } else {
            progress.open(object.key());
            batch.add(object);
        }
    }

    /** Forgetting objects that are still there would bring them again and again. */
    private void requireMemory() {
        takenInRound++;
        if (seen instanceof SeenObjects && takenInRound > SeenObjects.CAPACITY) {
            throw new IllegalStateException("idempotentRepository: expected at most " + SeenObjects.CAPACITY
                    + " objects to watch, which is what the default one remembers, but there are more; set one that"
                    + " remembers more, a narrower prefix, or a markerFile");
        }
    }

    @Override
    public int processBatch(Queue<Object> objects) {
        int total = objects.size();
        int index = 0;
        while (index < total && isBatchAllowed()) {
            ListedObject object = (ListedObject) objects.remove();
            pendingExchanges = total - index - 1;
            emit(object, index, total);
            index++;
        }
        return index;
    }

    private void emit(ListedObject object, int index, int total) {
        inProgress.add(object.key());
        Exchange exchange = createExchange(true);
        exchange.setProperty(Exchange.BATCH_INDEX, index);
        exchange.setProperty(Exchange.BATCH_SIZE, total);
        exchange.setProperty(Exchange.BATCH_COMPLETE, index == total - 1);
        try {
            write(exchange.getMessage(), object);
        } catch (RuntimeException e) {
            inProgress.remove(object.key());
            exchange.setException(e);
            getExceptionHandler().handleException("presign: no link for " + Quoted.of(object.key()), exchange, e);
            releaseExchange(exchange, false);
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(new Outcome(object));
        getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
    }

    /** The link is made when its turn comes, not when the batch is: it shall not have lived in a queue. */
    private void write(Message message, ListedObject object) {
        EntryValues values =
                EntryValues.of(Map.of(LinkField.OBJECT_KEY.option(), object.key()), new MessageValues(message));
        results.write(message, links.make(values).with(object.facts()));
        message.setHeader(PresignConstants.SOURCE_BUCKET_NAME, endpoint.getBucketName());
        message.setHeader(PresignConstants.SOURCE_OBJECT_KEY, object.key());
        message.setHeader(PresignConstants.OBJECT_SIZE, object.size());
        message.setHeader(PresignConstants.ETAG, object.etag());
        message.setHeader(PresignConstants.LAST_MODIFIED, object.lastModified());
        message.setHeader(
                PresignConstants.MESSAGE_TIMESTAMP, object.lastModified().toEpochMilli());
        message.setHeader(PresignConstants.STORAGE_CLASS, object.storageClass());
    }

    /** One line, for repositories that are text files. */
    private String id(ListedObject object) {
        String key = object.key().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
        return endpoint.getBucketName() + "/" + key + " " + object.etag();
    }

    private void tellHealth(IOException failure) {
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

    /** What becomes of an object when its exchange is done. */
    private final class Outcome implements Synchronization {

        private final ListedObject object;

        Outcome(ListedObject object) {
            this.object = object;
        }

        @Override
        public void onComplete(Exchange exchange) {
            try {
                seen.add(exchange, id(object));
                seen.confirm(exchange, id(object));
                progress.close(object.key());
            } finally {
                inProgress.remove(object.key());
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            inProgress.remove(object.key());
        }
    }
}
