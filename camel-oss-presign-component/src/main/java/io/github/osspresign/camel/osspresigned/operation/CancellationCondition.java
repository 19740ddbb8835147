// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.jspecify.annotations.Nullable;

/** Decides whether the transfer for an exchange must be cancelled, because it was stopped or has timed out. */
public final class CancellationCondition implements BooleanSupplier {

    /*
     * When graceful shutdown times out, Camel stops the consumers of the routes first and the other services after that.
     * Some consumers, such as the one of JMS, do not stop before their exchange is done, and the exchange waits for the
     * download. So Camel calls no method of the transfer in time, and this class has to check the state of the consumer.
     * The state alone is not enough: some consumers are stopped at the start of a graceful shutdown, which then still
     * waits for their exchanges. Therefore the class also checks the timeout flag of the shutdown.
     *
     * Camel has one timeout flag for the whole context. A second shutdown at the same time shares it, also in Camel itself.
     * A stream that another route reads, for example after seda:, still belongs to the route that opened it.
     */

    private final CamelContext context;
    private final @Nullable String routeId;
    private final StatefulService service;
    private final @Nullable Duration timeout;
    private final long startNanos = System.nanoTime();
    private volatile boolean ownedByRoute;

    /** @param service producer or consumer that transfers for the exchange; its stop cancels the transfer */
    public CancellationCondition(Exchange exchange, StatefulService service) {
        this(exchange, service, null);
    }

    /** Creates a condition with a timeout. */
    public CancellationCondition(Exchange exchange, StatefulService service, @Nullable Duration timeout) {
        this.context = exchange.getContext();
        this.routeId = exchange.getFromRouteId();
        this.service = service;
        this.timeout = timeout;
    }

    /** Ends the effect of the timeout and of the service. From now on the route reads the stream. */
    void handToRoute() {
        ownedByRoute = true;
    }

    /** Returns whether the timeout has elapsed. */
    public boolean isTimedOut() {
        return timeout != null
                && Duration.ofNanos(System.nanoTime() - startNanos).compareTo(timeout) >= 0;
    }

    @Override
    public boolean getAsBoolean() {
        return isRouteForcedToStop() || (!ownedByRoute && (isServiceStopped() || isTimedOut()));
    }

    private boolean isRouteForcedToStop() {
        if (routeId == null || !context.getShutdownStrategy().isTimeoutOccurred()) {
            return false;
        }
        Route route = context.getRoute(routeId);
        return route != null && route.getConsumer() instanceof StatefulService consumer && isStopped(consumer);
    }

    /** Ignores that a node stops a producer or polling consumer because it uses more endpoints than it caches. */
    private boolean isServiceStopped() {
        boolean evictable = (service instanceof Producer || service instanceof PollingConsumer)
                && context.isStarted()
                && !context.getShutdownStrategy().isTimeoutOccurred();
        return !evictable && isStopped(service);
    }

    private static boolean isStopped(StatefulService service) {
        return service.isStopping() || service.isStopped();
    }
}
