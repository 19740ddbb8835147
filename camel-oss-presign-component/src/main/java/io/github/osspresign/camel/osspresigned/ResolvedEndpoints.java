// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Endpoints that those of a component have resolved for {@code linkSource} and {@code refreshUri}. Camel removes the endpoints
 * of a removed route unless another route uses them, but knows only its input and its steps, so this class does the same
 * for the endpoints behind those. Endpoints are compared by identity, because two of the same masked URI are equal.
 */
@SuppressWarnings("ReferenceEquality")
final class ResolvedEndpoints extends LifecycleStrategySupport {

    private record Use(OssPresignedEndpoint user, Endpoint endpoint) {}

    private final List<Use> uses = new CopyOnWriteArrayList<>();

    void add(OssPresignedEndpoint user, Endpoint endpoint) {
        boolean isKnown = uses.stream().anyMatch(use -> use.user == user && use.endpoint == endpoint);
        if (!isKnown) {
            uses.add(new Use(user, endpoint));
        }
    }

    @Override
    public void onEndpointRemove(Endpoint removed) {
        if (removed instanceof OssPresignedEndpoint user) {
            user.releaseIfDropped();
        }
    }

    /** Removes what only this user has used from its context. */
    void release(OssPresignedEndpoint user) {
        List<Endpoint> released =
                uses.stream().filter(use -> use.user == user).map(Use::endpoint).toList();
        uses.removeIf(use -> use.user == user);
        CamelContext context = user.getCamelContext();
        for (Endpoint endpoint : released) {
            boolean used = isResolved(context, endpoint)
                    || context.getRoutes().stream().anyMatch(route -> uses(route, endpoint));
            if (!used) {
                remove(context, endpoint);
            }
        }
    }

    /** Returns whether an {@code osspresigned:} endpoint still uses it, also one of a component with another name. */
    private static boolean isResolved(CamelContext context, Endpoint endpoint) {
        return context.getLifecycleStrategies().stream()
                .anyMatch(strategy -> strategy instanceof ResolvedEndpoints resolved
                        && resolved.uses.stream().anyMatch(use -> use.endpoint == endpoint));
    }

    private static void remove(CamelContext context, Endpoint endpoint) {
        try {
            context.removeEndpoint(endpoint);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    private static boolean uses(Route route, Endpoint endpoint) {
        return route.getEndpoint() == endpoint
                || route.getServices().stream()
                        .flatMap(service -> ServiceHelper.getChildServices(service).stream())
                        .anyMatch(service -> service instanceof EndpointAware aware && aware.getEndpoint() == endpoint);
    }
}
