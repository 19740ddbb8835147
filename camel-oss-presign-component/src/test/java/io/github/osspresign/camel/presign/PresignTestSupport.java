// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.RoutesTestSupport;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Context whose {@code presign:} component signs at a fixed time, without environment variables and default chain. */
abstract class PresignTestSupport extends RoutesTestSupport {

    static final Instant NOW = Instant.parse("2024-11-12T09:27:56Z");
    static final String KEYS = "accessKey=AKIDEXAMPLE&secretKey=RAW(SecretEXAMPLE/k+y=for0tests)";

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.addComponent("presign", component(Map.of()));
        return context;
    }

    static PresignComponent component(Map<String, String> environment) {
        PresignComponent component = new PresignComponent(environment, null);
        component.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
        return component;
    }

    /** Returns the result of an endpoint for a message with these headers. Throws if the exchange fails. */
    Exchange send(String uri, Map<String, Object> headers) throws Exception {
        return send(uri, headers, "the body");
    }

    Exchange send(String uri, Map<String, Object> headers, Object body) throws Exception {
        return send(uri, body, headers);
    }

    String url(String uri, Map<String, Object> headers) throws Exception {
        return send(uri, headers).getMessage().getHeader(PresignConstants.URL, String.class);
    }
}
