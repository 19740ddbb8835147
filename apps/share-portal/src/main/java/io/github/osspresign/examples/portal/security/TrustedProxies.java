// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.PortalProperties;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Believes the {@code X-Forwarded-} headers of {@code portal.proxy-addresses} only. Tomcat would believe all private
 * addresses, so that anyone in the same network could choose the address by which attempts are limited.
 */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String FROM_PROXY = TrustedProxies.class.getName();

    /** Java would look up the name of a host, and take 10.0.0 for an address. */
    private static final Pattern RANGE =
            Pattern.compile("(\\d+(\\.\\d+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(/\\d{1,3})?");

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final String FORWARDED_HOST = "X-Forwarded-Host";
    private static final String FORWARDED_PORT = "X-Forwarded-Port";

    private final List<IpAddressMatcher> ranges;

    /** @throws IllegalStateException if one of the addresses is none */
    TrustedProxies(PortalProperties properties) {
        ranges = properties.proxyAddresses().stream().map(TrustedProxies::range).toList();
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
        RemoteIpValve forwarded = new RemoteIpValve();
        // The valve before it leaves only headers that can be believed.
        forwarded.setInternalProxies(".*");
        forwarded.setRemoteIpHeader(FORWARDED_FOR);
        forwarded.setProtocolHeader(FORWARDED_PROTO);
        forwarded.setHostHeader(FORWARDED_HOST);
        forwarded.setPortHeader(FORWARDED_PORT);
        factory.addEngineValves(new DefaultHeaders(), new WholeBody.Connection(), new Trust(), forwarded);
    }

    /**
     * Removes the headers of a connection that is not from a proxy. Of the addresses that proxies report, it leaves the nearest
     * one that is no proxy: those before it are what the client claims.
     */
    private final class Trust extends ValveBase {

        private Trust() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
            if (isProxy(request.getRemoteAddr())) {
                request.setAttribute(FROM_PROXY, true);
                String client = client(Collections.list(headers.values(FORWARDED_FOR)));
                if (client != null) {
                    headers.setValue(FORWARDED_FOR).setString(client);
                }
            } else {
                for (String header : List.of(FORWARDED_FOR, FORWARDED_PROTO, FORWARDED_HOST, FORWARDED_PORT)) {
                    headers.removeHeader(header);
                }
            }
            getNext().invoke(request, response);
        }

        private @Nullable String client(List<String> reported) {
            String client = null;
            for (String address : String.join(",", reported).split(",", -1)) {
                if (client == null || !isProxy(address.strip())) {
                    client = address.strip();
                }
            }
            return client;
        }
    }
}
