package io.github.osspresign.camel.osspresigned.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Ordered;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;

/** What is to be done with a body when nobody of its exchange can want it any more. */
final class ExchangeCleanup extends SynchronizationAdapter {

    private final Runnable release;

    private ExchangeCleanup(Runnable release) {
        this.release = release;
    }

    /** Runs once, when the exchange is done; that of a branch, when the exchange is that the branches are put together in. */
    static void of(Exchange exchange, Runnable release) {
        ExchangeCleanup end = new ExchangeCleanup(release);
        // Set by split and multicast: what a branch ends with may become the body of the exchange around it.
        UnitOfWork around = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        // Without a route it is done already, and would not tell any more.
        if (around != null && around.getRoute() != null) {
            around.addSynchronization(end);
        } else {
            exchange.getExchangeExtension().addOnCompletion(end);
        }
    }

    @Override
    public void onDone(Exchange exchange) {
        release.run();
    }

    /** The exchange goes on with its body also where a copy, which has one of its own, takes over the rest. */
    @Override
    public boolean allowHandover() {
        return false;
    }

    /** Behind all others, also a route's onCompletion, which is the lowest otherwise and may read the body. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST + 1;
    }
}
