// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.seen.DeliveryCompletion;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/**
 * Delivery of one object by an exchange. It records the object as seen when the exchange has completed. It removes the object
 * when the exchange has completed and its link has been downloaded, whichever comes last, because a copy of the exchange may
 * complete after it.
 */
final class ObjectDelivery extends DeliveryCompletion {

    private final ListedObject object;
    private final DeliveredObjects objects;
    private final AtomicBoolean isDownloaded;
    /** Number of conditions for the end that are not met yet. */
    private final AtomicInteger awaited;

    ObjectDelivery(Exchange exchange, ListedObject object, DeliveredObjects objects) {
        super(exchange);
        this.object = object;
        this.objects = objects;
        this.isDownloaded = new AtomicBoolean(!objects.awaitDownload());
        this.awaited = new AtomicInteger(isDownloaded.get() ? 1 : 2);
    }

    @Override
    protected void delivered(Exchange exchange) {
        objects.record(object, this, () -> {
            if (awaited.get() > 1) {
                // Before the end, which a copy of the exchange may reach at any time from now on.
                objects.store(exchange, object, this);
            }
            if (awaited.decrementAndGet() == 0) {
                objects.end(exchange, object, this);
            } else {
                objects.warnOfUnknownDownload(object);
            }
        });
    }

    /** Records that the link has been downloaded by an exchange that has succeeded. */
    void downloaded(Exchange exchange) {
        if (isDownloaded.compareAndSet(false, true) && awaited.decrementAndGet() == 0) {
            objects.record(object, this, () -> objects.end(exchange, object, this));
        }
    }

    @Override
    protected void notDelivered() {
        objects.fail(object, this);
    }
}
