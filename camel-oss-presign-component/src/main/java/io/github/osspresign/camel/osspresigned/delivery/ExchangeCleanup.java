// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Ordered;
import org.apache.camel.Route;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/** Releases the resources of a body when no exchange can read it any more. */
public final class ExchangeCleanup extends SynchronizationAdapter {

    /*
     * The body of a branch of a split or multicast may become the body of the enclosing exchange, after the branch is done.
     * Camel passes the unit of work of the enclosing exchange in a property, but a queue such as seda: passes the property
     * on too, to an exchange that is no branch. An exchange of a queue belongs to the route in which its unit of work has
     * begun, and the enclosing exchange is in another route. If a route with a branch sends to its own queue, both look the
     * same, and the body is kept as for a branch.
     */

    private final Runnable release;

    private ExchangeCleanup(Runnable release) {
        this.release = release;
    }

    /** Runs an action once when an exchange is done, and, if it is a branch, the enclosing exchange too. */
    static void register(Exchange exchange, Runnable release) {
        exchange.getExchangeExtension().addOnCompletion(new ExchangeCleanup(release));
    }

    @Override
    public void onDone(Exchange exchange) {
        UnitOfWork enclosing = enclosing(exchange);
        if (enclosing == null) {
            release.run();
        } else {
            enclosing.addSynchronization(this);
        }
    }

    /** Returns the unit of work of the exchange around a branch of a split or multicast, {@code null} for any other exchange. */
    public static @Nullable UnitOfWork enclosing(Exchange exchange) {
        // Set by split and multicast.
        UnitOfWork enclosing = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        UnitOfWork own = exchange.getUnitOfWork();
        // Without a route, the enclosing exchange is done already.
        if (enclosing == null || own == null || enclosing == own || enclosing.getRoute() == null) {
            return null;
        }
        boolean mayBeOfQueue = own.getRoute() == null || isFrom(own.getRoute(), exchange);
        return mayBeOfQueue && !isFrom(enclosing.getRoute(), exchange) ? null : enclosing;
    }

    private static boolean isFrom(Route route, Exchange exchange) {
        return route.getRouteId().equals(exchange.getFromRouteId());
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
