// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.seen.DeliveryCompletion;
import io.github.osspresign.camel.seen.SeenKey;
import io.github.osspresign.camel.seen.SeenObjects;
import io.github.osspresign.oss.syntax.PercentCoding;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer knows of the keys of its bucket: which are in flight, which objects have passed through the route or were
 * removed, which have failed, and up to which key all are settled. Thread-safe.
 */
final class WatchedKeys {

    private final String bucket;
    private final ListingProgress progress = new ListingProgress();

    /** Weak, because Camel may drop an exchange without its completion, such as one that pollEnrich cannot aggregate. */
    private final Map<String, WeakReference<DeliveryCompletion>> inFlight = new ConcurrentHashMap<>();

    /**
     * Objects that were removed since the current poll began, whose listing may still have them. The repository does not know
     * them: an object that comes again is a new one, even with the same content.
     */
    private final Set<String> removed = ConcurrentHashMap.newKeySet();

    private volatile @Nullable IdempotentRepository repository;
    private volatile @Nullable StoredPosition position;

    WatchedKeys(String bucket) {
        this.bucket = bucket;
    }

    /**
     * Takes the repository and the position of a start, of which the position is optional.
     *
     * @throws IllegalStateException if another version has stored the position; this would otherwise fail each poll
     */
    void open(IdempotentRepository seen, @Nullable StoredPosition stored) {
        repository = seen;
        position = stored;
        if (stored != null) {
            progress.restart(stored.key());
            progress.restoreFailed(stored.failedKeys());
        }
    }

    /** Releases the position. Exchanges that end later are still recorded in the repository. */
    void close() {
        StoredPosition released = position;
        if (released != null) {
            position = null;
            released.close();
        }
    }

    void storePosition() {
        StoredPosition open = position;
        if (open != null) {
            open.update(progress.settledKey(), progress.failedKeys());
        }
    }

    /** Begins a poll, which may continue a listing. */
    void beginPoll() {
        removed.clear();
    }

    /** Begins a listing and returns the key after which it starts; {@code null} to start with the first key. */
    @Nullable String beginListing() {
        StoredPosition stored = position;
        String after = stored == null ? null : stored.key();
        progress.restart(after);
        return after;
    }

    /** Adds the next listed key, whose object is not delivered now. */
    void addSettled(String key) {
        progress.addSettled(key);
    }

    /** Adds the next listed key, whose object passes the filter later. */
    void addUnready(String key) {
        progress.addUnready(key);
    }

    /**
     * Adds the next listed key, whose object passes the filter.
     *
     * @throws IllegalStateException if more objects will be listed again than the default repository remembers: evicted
     *     objects would be new again
     */
    void addPending(String key) {
        progress.countAccepted();
        long again = position == null ? progress.accepted() : progress.acceptedAfterPending();
        if (seen() instanceof SeenObjects && again > SeenObjects.CAPACITY) {
            throw new IllegalStateException("idempotentRepository: the default repository remembers at most "
                    + SeenObjects.CAPACITY + " objects, but the bucket has more; set a larger repository, a narrower"
                    + " prefix or a stateRepository");
        }
        progress.addPending(key);
    }

    /** Returns whether a batch must end here: with a position, the next poll lists only what follows. */
    boolean isFull(int size) {
        return position != null && seen() instanceof SeenObjects && size >= SeenObjects.CAPACITY;
    }

    /** Returns the keys of objects that have failed, the one that failed last at the end. */
    List<String> failedKeys() {
        return progress.failedKeys();
    }

    boolean isFailed(String key) {
        return progress.isFailed(key);
    }

    boolean isInFlight(String key) {
        WeakReference<DeliveryCompletion> completion = inFlight.get(key);
        return completion != null && completion.get() != null;
    }

    /** Records that an object is in flight until its completion ends the flight. */
    void beginFlight(String key, DeliveryCompletion completion) {
        inFlight.put(key, new WeakReference<>(completion));
    }

    /** Ends the flight of an object, unless its key is in flight again for a new state of the object. */
    private void endFlight(String key, @Nullable DeliveryCompletion completion) {
        inFlight.computeIfPresent(key, (name, held) -> held.get() == completion ? null : held);
    }

    /** Settles a key, and ends the flight of its object with this completion. */
    void settle(String key, @Nullable DeliveryCompletion completion) {
        progress.settle(key);
        endFlight(key, completion);
    }

    /** Sets a key aside to be repeated if there is a position, and ends the flight of its object with this completion. */
    void fail(String key, @Nullable DeliveryCompletion completion) {
        if (position != null) {
            progress.fail(key);
        }
        endFlight(key, completion);
    }

    /** Moves a failed key to the end of the failed ones. */
    void failAgain(String key) {
        progress.fail(key);
    }

    boolean isSeen(ListedObject object) {
        return seen().contains(seenKey(object));
    }

    /** Records that an object has passed through the route. */
    void storeSeen(Exchange exchange, ListedObject object) {
        SeenKey.store(seen(), exchange, seenKey(object));
    }

    /** Returns whether the download of an object is known to have succeeded, but the object could not be removed. */
    boolean isDownloaded(ListedObject object) {
        return seen().contains(downloadedKey(object));
    }

    void storeDownloaded(Exchange exchange, ListedObject object) {
        SeenKey.store(seen(), exchange, downloadedKey(object));
    }

    /** Records that an object was removed, or has changed, since it was listed. */
    void addRemoved(ListedObject object) {
        removed.add(seenKey(object));
    }

    boolean isRemoved(ListedObject object) {
        return removed.contains(seenKey(object));
    }

    /** Removes an object from the repository. */
    void forget(ListedObject object) {
        seen().remove(seenKey(object));
        seen().remove(downloadedKey(object));
    }

    private IdempotentRepository seen() {
        return Objects.requireNonNull(repository, "repository");
    }

    private String seenKey(ListedObject object) {
        return SeenKey.of(text(object));
    }

    private String downloadedKey(ListedObject object) {
        return SeenKey.of(text(object) + "#downloaded");
    }

    private String text(ListedObject object) {
        return PercentCoding.PATH.encode(bucket + "/" + object.key()) + "#etag="
                + PercentCoding.PATH.encode(object.etag());
    }
}
