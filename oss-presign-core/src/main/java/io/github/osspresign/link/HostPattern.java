// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.url.LinkAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pattern of a host that links may point to: a host such as {@code files.example.com}, or {@code *.example.com} for all
 * its subdomains. A port such as {@code :8443} allows that port, {@code :*} allows any; the default is the port of the
 * scheme. IPv6 addresses are in brackets.
 *
 * @param host lower-case name or address, without the leading {@code *}
 * @param subdomains whether the pattern matches the subdomains of {@code host} instead of {@code host}
 * @param port the port, {@code null} for the default port of the scheme, 0 for any
 */
record HostPattern(
        String host, boolean subdomains, @Nullable Integer port) {

    private static final int ANY_PORT = 0;

    private static final Pattern PATTERN = Pattern.compile(
            "(?<star>\\*\\.)?(?<host>[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::(?<port>[0-9]{1,5}|\\*))?");

    /**
     * Parses one pattern.
     *
     * @throws IllegalArgumentException if it has another form, such as {@code *}
     */
    static HostPattern parse(String text) {
        Matcher pattern = PATTERN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!pattern.matches()) {
            throw invalid(text);
        }
        return new HostPattern(
                pattern.group("host"), pattern.group("star") != null, parsePort(pattern.group("port"), text));
    }

    private static @Nullable Integer parsePort(@Nullable String port, String text) {
        if (port == null) {
            return null;
        }
        if (port.equals("*")) {
            return ANY_PORT;
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > 65535) {
            throw invalid(text);
        }
        return number;
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(
                "allowedHosts: must be host or *.domain, each with an optional :port (1 to 65535) or :*, was "
                        + Quoted.of(text));
    }

    boolean matches(LinkAddress address) {
        boolean hostMatches = subdomains
                ? address.host().endsWith("." + host)
                : address.host().equals(host);
        return hostMatches && matchesPort(address);
    }

    private boolean matchesPort(LinkAddress address) {
        return port == null ? address.hasDefaultPort() : port == ANY_PORT || port == address.port();
    }
}
