package io.github.osspresign.camel.osspresigned;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.jspecify.annotations.Nullable;

/** Tells whether nobody waits any more for what is downloaded or uploaded for an exchange. */
final class CancellationCondition implements BooleanSupplier {

    /*
     * When a stop has run out of time, Camel stops the consumers of the routes first, and tells the other services when
     * that is done. A consumer such as that of a queue does not stop before its exchange is done, which waits for the
     * download. So no call of Camel's comes in time, and the state of the consumer has to be looked at. That alone does
     * not say it: some consumers are stopped at the beginning of a stop, which then still waits for their exchanges.
     *
     * Camel keeps one time-out flag for the whole context. A second stop that begins meanwhile shares it, for Camel's own
     * waiting too. A stream that another route reads, behind seda: for instance, still belongs to the route that opened it.
     */

    private final CamelContext context;
    private final @Nullable String routeId;
    private final StatefulService user;
    private final @Nullable Duration timeout;
    private final long begun = System.nanoTime();
    private volatile boolean inRoute;

    private CancellationCondition(Exchange exchange, StatefulService user, @Nullable Duration timeout) {
        this.context = exchange.getContext();
        this.routeId = exchange.getFromRouteId();
        this.user = user;
        this.timeout = timeout;
    }

    /** @param user downloads or uploads for the exchange, and does not go on with that once it is stopped */
    static CancellationCondition of(Exchange exchange, StatefulService user) {
        return new CancellationCondition(exchange, user, null);
    }

    /** The same, but also when that much time has passed. */
    static CancellationCondition after(Duration timeout, Exchange exchange, StatefulService user) {
        return new CancellationCondition(exchange, user, timeout);
    }

    /** From now on only the route matters: it has a stream that it will read. */
    void handOn() {
        inRoute = true;
    }

    boolean isTimeUp() {
        return timeout != null && System.nanoTime() - begun >= timeout.toNanos();
    }

    @Override
    public boolean getAsBoolean() {
        return isRouteForced() || (!inRoute && (isStopped(user) || isTimeUp()));
    }

    private boolean isRouteForced() {
        if (routeId == null || !context.getShutdownStrategy().isTimeoutOccurred()) {
            return false;
        }
        Route route = context.getRoute(routeId);
        return route != null && route.getConsumer() instanceof StatefulService consumer && isStopped(consumer);
    }

    private static boolean isStopped(StatefulService service) {
        return service.isStopping() || service.isStopped();
    }
}
