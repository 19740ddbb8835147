package io.github.osspresign.link;

import io.github.osspresign.error.Quoted;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host that links may point to: {@code files.example.com}, {@code *.example.com} for every name below it, each with
 * {@code :8443} for one other port or {@code :*} for any. IPv6 addresses stand in brackets.
 *
 * @param host lower-case name or address, without the leading {@code *}
 * @param subdomains whether it stands for the names below {@code host} instead of {@code host} itself
 * @param port the port, {@code null} for the scheme's own, 0 for any
 */
public record HostPattern(
        String host, boolean subdomains, @Nullable Integer port) {

    private static final int ANY_PORT = 0;

    private static final Pattern SHAPE = Pattern.compile(
            "(?<star>\\*\\.)?(?<host>[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::(?<port>[0-9]{1,5}|\\*))?");

    /** Reads one pattern; anything else, a bare {@code *} too, is an {@link IllegalArgumentException}. */
    public static HostPattern parse(String text) {
        Matcher pattern = SHAPE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!pattern.matches()) {
            throw refused(text);
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
            throw refused(text);
        }
        return number;
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "allowedHosts: expected host or *.domain, each with an optional :port (1 to 65535) or :*, but was "
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
