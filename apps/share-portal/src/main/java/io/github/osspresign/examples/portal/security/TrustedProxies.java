// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.PortalProperties;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Believes the header {@code X-Forwarded-For} of {@code portal.proxy-addresses} only. Tomcat would believe all private addresses,
 * so that anyone in the same network could choose the address by which attempts are limited. Whether recipients use HTTPS is
 * configured, so no header can make a cookie a plain one.
 */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String FROM_PROXY = TrustedProxies.class.getName();

    /** Java would look up the name of a host, and take 10.0.0 for an address. */
    private static final Pattern RANGE =
            Pattern.compile("(\\d+(\\.\\d+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(/\\d{1,3})?");

    private final List<IpAddressMatcher> ranges;
    private final boolean isSecure;

    /** @throws IllegalStateException if one of the addresses is none */
    TrustedProxies(PortalProperties properties) {
        ranges = properties.proxyAddresses().stream().map(TrustedProxies::range).toList();
        isSecure = properties.isSecure();
    }

    private static IpAddressMatcher range(String range) {
        try {
            if (RANGE.matcher(range).matches()) {
                return new IpAddressMatcher(range);
            }
        } catch (IllegalArgumentException e) {
            // The message below says what is allowed.
        }
        throw new IllegalStateException(
                "portal.proxy-addresses: must be addresses such as 192.0.2.1 and ranges such as 10.0.0.0/8, was "
                        + range);
    }

    private boolean isProxy(String address) {
        try {
            return ranges.stream().anyMatch(range -> range.matches(address));
        } catch (IllegalArgumentException e) {
            // A text that a client has sent.
            return false;
        }
    }

    /** Returns whether the connection of a request is from a trusted proxy, whatever the headers say. */
    static boolean isFromProxy(HttpServletRequest request) {
        return request.getAttribute(FROM_PROXY) != null;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> connector.setSecure(isSecure));
        factory.addEngineValves(new Entrance());
    }

    /**
     * Finds the client, ends the connection of an unread body, and protects the responses that Tomcat sends itself, for
     * example to an encoded slash.
     */
    private final class Entrance extends ValveBase {

        private Entrance() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            // The rules of access refine them.
            response.setHeader(
                    "Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader("Referrer-Policy", "no-referrer");
            List<String> reported = Collections.list(request.getHeaders("X-Forwarded-For"));
            if (isProxy(request.getRemoteAddr())) {
                request.setAttribute(FROM_PROXY, true);
                if (!reported.isEmpty()) {
                    request.setRemoteAddr(client(reported));
                }
            }
            request.setAttribute(WholeBody.CONNECTION, request);
            getNext().invoke(request, response);
            if (!request.isAsync() && !request.isFinished()) {
                // Tomcat would wait for the rest of the body of a request that is refused.
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }

        /** Returns the nearest address that is no proxy: those before it are what the client claims. */
        private String client(List<String> reported) {
            List<String> addresses = Stream.of(String.join(",", reported).split(",", -1))
                    .map(String::strip)
                    .toList();
            return addresses.stream()
                    .filter(address -> !isProxy(address))
                    .reduce((far, near) -> near)
                    .orElse(addresses.get(0));
        }
    }
}
