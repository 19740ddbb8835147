// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * Endpoints that wait for links, and what they keep: {@code <from or to> <endpoint URI, with # for its number> <how many>}.
 * Each consumer has a route; all producers are in one.
 */
public final class IdleRoutes {

    private static final int WARM_UP = 50;

    private IdleRoutes() {}

    public static void main(String[] args) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.start();
        add(context, args, 0, WARM_UP);
        Kept before = Kept.now();
        add(context, args, WARM_UP, WARM_UP + Integer.parseInt(args[2]));
        Kept.printSince(before);
        // To stop so many consumers one after the other would take longer than all the rest.
        Runtime.getRuntime().halt(0);
    }

    private static void add(CamelContext context, String[] args, int first, int end) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = args[0].equals("to") ? from("direct:links" + first) : null;
                for (int i = first; i < end; i++) {
                    String uri = args[1].replace("#", Integer.toString(i));
                    if (route == null) {
                        from(uri).to("mock:files");
                    } else {
                        route.to(uri);
                    }
                }
            }
        });
    }
}
