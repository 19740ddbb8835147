// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.seen;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.ExchangeHelper;

/** Completion of an exchange with an object or its link. It decides whether the object has been delivered. */
public abstract class DeliveryCompletion implements Synchronization {

    /** @param exchange exchange that begins with the object, or gets it */
    protected DeliveryCompletion(Exchange exchange) {
        forgetFailure(exchange);
    }

    /** Resets the mark that a pooled exchange keeps of its last message. A failure of this one has an exception, too. */
    protected static void forgetFailure(Exchange exchange) {
        if (exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) == null) {
            exchange.getExchangeExtension().setFailureHandled(false);
        }
    }

    /**
     * Returns whether an exchange that is done has delivered its object. A failure that the route has handled and a rollback
     * are no delivery, because the work of the route may be missing or undone.
     */
    private static boolean isDelivered(Exchange exchange) {
        return !exchange.isFailed()
                && !ExchangeHelper.isFailureHandled(exchange)
                && !exchange.isRollbackOnly()
                && !exchange.isRollbackOnlyLast();
    }

    /** Records the object, which needs no further delivery. */
    protected abstract void delivered(Exchange exchange);

    /** Makes the object available for another delivery. */
    protected abstract void notDelivered();

    @Override
    public final void onComplete(Exchange exchange) {
        if (isDelivered(exchange)) {
            delivered(exchange);
        } else {
            notDelivered();
        }
    }

    @Override
    public final void onFailure(Exchange exchange) {
        notDelivered();
    }
}
