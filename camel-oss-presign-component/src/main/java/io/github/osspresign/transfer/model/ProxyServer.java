package io.github.osspresign.transfer.model;

import io.github.osspresign.error.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy that all requests go through. It resolves the hosts of links, so that the addresses behind names can no
 * longer be checked on our side.
 *
 * @param host its name or address
 * @param port its port
 * @param username who we are to it, {@code null} where it does not ask; without a colon
 * @param password the secret that belongs to it
 */
public record ProxyServer(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password) {

    /** Refuses what cannot be a proxy, and a password without a user. */
    public ProxyServer {
        if (host.isBlank()) {
            throw new IllegalArgumentException("proxyHost: expected a host but was " + Quoted.of(host));
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("proxyPort: expected 1 to 65535 but was " + port);
        }
        if (username != null && username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("proxyAuthUsername: expected a name without a colon but it has one");
        }
        if (username == null && password != null) {
            throw new IllegalArgumentException(
                    "proxyAuthUsername: expected the user that proxyAuthPassword belongs to but there is none");
        }
    }

    /** The value of {@code Proxy-Authorization} (RFC 7617), {@code null} where none is sent. */
    public @Nullable String authorization() {
        if (username == null) {
            return null;
        }
        String pair = username + ":" + (password == null ? "" : password);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the user and the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
