// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.awaitility.Awaitility;

/** Context with routes that are given by a method or by lambdas. */
public abstract class RoutesTestSupport extends CamelTestSupport {

    static {
        // With the default of 100 ms, most tests would notice the end of a route late.
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    }

    /** Adds the routes of every test of the class. */
    protected void configure(RouteBuilder routes) throws Exception {}

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                RoutesTestSupport.this.configure(this);
            }
        };
    }

    /** Adds the routes of a test. */
    protected void addRoutes(LambdaRouteBuilder routes) throws Exception {
        RouteBuilder.addRoutes(context, routes);
    }

    /** Adds the routes of a test, and starts the context. */
    protected void start(LambdaRouteBuilder routes) throws Exception {
        addRoutes(routes);
        context.start();
    }

    /** Returns the result of an endpoint. Throws if the exchange fails. */
    protected Exchange send(String uri, Object body, Map<String, Object> headers) throws Exception {
        Exchange result = template.send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
        if (result.getException() != null) {
            throw result.getException();
        }
        return result;
    }
}
