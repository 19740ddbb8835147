// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.PortalProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Believes the header {@code X-Forwarded-For} of {@code portal.proxy-addresses} only. Tomcat would believe all private addresses,
 * so that anyone in the same network could choose the address by which attempts are limited.
 */
@Component
final class TrustedProxies {

    private static final String FROM_PROXY = TrustedProxies.class.getName();

    /** Java would look up the name of a host, which takes long, and take 10.0.0 for an address. */
    private static final String ADDRESS = "(\\d+(\\.\\d+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)";

    private static final Pattern RANGE = Pattern.compile(ADDRESS + "(/\\d{1,3})?");

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
            return address.matches(ADDRESS) && ranges.stream().anyMatch(range -> range.matches(address));
        } catch (IllegalArgumentException e) {
            // A text that a client has sent.
            return false;
        }
    }

    /** Returns whether the connection of a request is from a trusted proxy, whatever the headers say. */
    static boolean isFromProxy(HttpServletRequest request) {
        return request.getAttribute(FROM_PROXY) != null;
    }

    /** Gives a request the address of its client: the nearest one that is no proxy. Those before it are what the client claims. */
    void findClient(Request request) {
        String sender = request.getRemoteAddr();
        if (!isProxy(sender)) {
            return;
        }
        request.setAttribute(FROM_PROXY, true);
        List<String> addresses = Stream.concat(
                        Collections.list(request.getHeaders("X-Forwarded-For")).stream(), Stream.of(sender))
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(String::strip)
                .toList();
        request.setRemoteAddr(addresses.stream()
                .filter(address -> !isProxy(address))
                .reduce((far, near) -> near)
                .orElse(addresses.get(0)));
    }
}
