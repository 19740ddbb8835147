package io.github.osspresign.camel.osspresigned.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Ordered;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;

/** Releases the resources of a body when no exchange can read it any more. */
final class ExchangeCleanup extends SynchronizationAdapter {

    private final Runnable release;

    private ExchangeCleanup(Runnable release) {
        this.release = release;
    }

    /**
     * Runs an action once when an exchange is done. For a branch of a split or multicast, the action runs when the
     * enclosing exchange is done, because the body of the branch may become its body.
     */
    static void register(Exchange exchange, Runnable release) {
        // Set by split and multicast.
        UnitOfWork enclosing = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        // Without a route, that unit of work is done already and would never run the action.
        if (enclosing != null && enclosing.getRoute() != null) {
            enclosing.addSynchronization(new ExchangeCleanup(release));
        } else {
            registerAlone(exchange, release);
        }
    }

    /** Runs an action once when an exchange is done, also if it is a branch. */
    static void registerAlone(Exchange exchange, Runnable release) {
        exchange.getExchangeExtension().addOnCompletion(new ExchangeCleanup(release));
    }

    @Override
    public void onDone(Exchange exchange) {
        release.run();
    }

    /** Returns {@code false}: the original exchange keeps its body when a copy takes over its other completions. */
    @Override
    public boolean allowHandover() {
        return false;
    }

    /** Runs after all other completions, including {@code onCompletion} of a route, which may read the body. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST + 1;
    }
}
