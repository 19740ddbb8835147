// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.error.text.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * HTTP proxy for all requests. The proxy resolves the host names of links, so the client cannot check the addresses
 * behind them.
 *
 * @param host host name or address
 * @param port port, 1 to 65535
 * @param username user name without a colon, {@code null} for no authentication
 * @param password password of the user
 */
public record ProxyServer(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password) {

    /**
     * Validates the proxy.
     *
     * @throws IllegalArgumentException if a value cannot be used, or there is a password without a user
     */
    public ProxyServer {
        if (host.isBlank()) {
            throw new IllegalArgumentException("proxyHost: must be a host, was " + Quoted.of(host));
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("proxyPort: must be 1 to 65535, was " + port);
        }
        if (username != null && username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("proxyAuthUsername: must be a name without a colon, has one");
        }
        if (username == null && password != null) {
            throw new IllegalArgumentException("proxyAuthUsername: must be the user of proxyAuthPassword, was missing");
        }
    }

    /** Returns the value of {@code Proxy-Authorization} (RFC 7617), {@code null} if none is sent. */
    public @Nullable String authorization() {
        if (username == null) {
            return null;
        }
        String pair = username + ":" + (password == null ? "" : password);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Omits user and password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
