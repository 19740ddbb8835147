// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.presign.service.ServiceClient;
import io.github.osspresign.camel.seen.DeliveryCompletion;
import io.github.osspresign.error.text.Quoted;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records objects that have passed through the route, and removes them if an option asks for it. Thread-safe. */
final class DeliveredObjects {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredObjects.class);

    private final WatchedKeys keys;
    private final WatchedObjects watched;
    private final Supplier<@Nullable ServiceClient> client;
    private final AtomicReference<@Nullable RuntimeException> failure;
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    /**
     * @param client returns the client of the running consumer, {@code null} after its end
     * @param failure receives why the current poll fails
     */
    DeliveredObjects(
            WatchedKeys keys,
            WatchedObjects watched,
            Supplier<@Nullable ServiceClient> client,
            AtomicReference<@Nullable RuntimeException> failure) {
        this.keys = keys;
        this.watched = watched;
        this.client = client;
        this.failure = failure;
    }

    private enum Removed {
        YES,
        /** The object has changed since, and is to be delivered again. */
        CHANGED,
        /** The object is removed later, if an option asks for it. */
        NO
    }

    /** Returns whether an object is removed only after a known download of its link. */
    boolean awaitDownload() {
        return watched.awaitDownload();
    }

    /** Runs a recording of an object. If it fails, the object is delivered again. */
    void record(ListedObject object, DeliveryCompletion completion, Runnable recording) {
        try {
            recording.run();
        } catch (RuntimeException e) {
            // A poll fails with it, because Camel ignores it here.
            failure.set(new IllegalStateException(
                    "idempotentRepository: object " + Quoted.of(object.key())
                            + " was not recorded after its exchange and is delivered again",
                    e));
            fail(object, completion);
        }
    }

    /** Ends the delivery of an object, which has failed. */
    void fail(ListedObject object, DeliveryCompletion completion) {
        keys.fail(object.key(), completion);
    }

    /** Records an object that has passed through the route, and whose download is not known yet. */
    void store(Exchange exchange, ListedObject object, DeliveryCompletion completion) {
        keys.storeSeen(exchange, object);
        keys.settle(object.key(), completion);
    }

    void warnOfUnknownDownload(ListedObject object) {
        if (hasWarned.compareAndSet(false, true)) {
            LOG.warn(
                    "presign: object {} stays in the bucket, because its exchange has completed without a download of its"
                            + " link; it is removed if a copy of the exchange downloads it. Further objects are not logged."
                            + " To remove objects without a known download, set deleteAfterRead=always",
                    Quoted.of(object.key()));
        }
    }

    /** Ends the delivery of an object, whose link was downloaded if that is a condition of its removal. */
    void end(Exchange exchange, ListedObject object, DeliveryCompletion completion) {
        Removed removed = remove(object);
        if (removed == Removed.NO) {
            if (watched.awaitDownload()) {
                keys.storeDownloaded(exchange, object);
            }
            keys.storeSeen(exchange, object);
        }
        settle(object, removed, completion);
    }

    /** Removes a listed object that could not be removed when it had passed through the route. */
    void removeLater(ListedObject object) {
        if (watched.removal() != null && (watched.removesAlways() || keys.isDownloaded(object))) {
            settle(object, remove(object), null);
        } else {
            keys.settle(object.key(), null);
        }
    }

    private Removed remove(ListedObject object) {
        Removed removed = tryRemove(object);
        if (removed != Removed.NO) {
            keys.forget(object);
        }
        return removed;
    }

    /** Removes an object if an option asks for it. If that fails, the poll fails. */
    private Removed tryRemove(ListedObject object) {
        ServiceClient service = client.get();
        ObjectRemoval removal = watched.removal();
        if (removal == null || service == null) {
            return Removed.NO;
        }
        try {
            Removed removed = removal.remove(service, object) ? Removed.YES : Removed.CHANGED;
            keys.addRemoved(object);
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
    private void settle(ListedObject object, Removed removed, @Nullable DeliveryCompletion completion) {
        if (removed == Removed.YES || watched.removal() == null) {
            keys.settle(object.key(), completion);
        } else {
            keys.fail(object.key(), completion);
        }
    }
}
