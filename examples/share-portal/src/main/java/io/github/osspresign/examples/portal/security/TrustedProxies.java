package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.PortalProperties;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Believes the {@code X-Forwarded-} headers of {@code portal.proxy-addresses} only. Tomcat would believe all private
 * addresses, so that anyone in the same network could choose the address by which attempts are limited.
 */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String FROM_PROXY = TrustedProxies.class.getName();

    private final Set<String> addresses;

    TrustedProxies(PortalProperties properties) {
        // Tomcat and Java write addresses in the same form.
        addresses = properties.proxyAddresses().stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether the connection of a request is from a trusted proxy, whatever the headers say. */
    static boolean isFromProxy(HttpServletRequest request) {
        return request.getAttribute(FROM_PROXY) != null;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        RemoteIpValve forwarded = new RemoteIpValve();
        forwarded.setInternalProxies(addresses.stream().map(Pattern::quote).collect(Collectors.joining("|")));
        forwarded.setHostHeader("X-Forwarded-Host");
        forwarded.setPortHeader("X-Forwarded-Port");
        factory.addEngineValves(new DefaultHeaders(), new Mark(), forwarded);
    }

    /** Stores whether the connection is from a proxy, before its address is replaced by that of the client. */
    private final class Mark extends ValveBase {

        private Mark() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (addresses.contains(request.getRemoteAddr())) {
                request.setAttribute(FROM_PROXY, true);
            }
            getNext().invoke(request, response);
        }
    }
}
