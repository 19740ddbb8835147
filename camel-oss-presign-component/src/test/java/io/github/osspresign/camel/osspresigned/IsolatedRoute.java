// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Starts a route and returns its result. Public, because another class loader loads it. */
public final class IsolatedRoute {

    private IsolatedRoute() {}

    public static Throwable startsProducer(String endpoint) throws Exception {
        return start("direct:links", endpoint);
    }

    public static Throwable startsConsumer(String endpoint) throws Exception {
        return start(endpoint, "mock:files");
    }

    private static Throwable start(String from, String to) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            RouteBuilder.addRoutes(context, routes -> routes.from(from).to(to));
            context.start();
            return null;
        } catch (Exception e) {
            return e;
        }
    }
}
