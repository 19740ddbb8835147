package io.github.osspresign.download;

import java.io.IOException;

/** The proxy, not the service behind it, has answered. */
final class ProxyRefusedException extends IOException {

    private final String proxy;
    private final int status;

    ProxyRefusedException(ProxyServer proxy, int status) {
        super("HTTP " + status);
        this.proxy = proxy.toString();
        this.status = status;
    }

    /** Host and port. */
    String proxy() {
        return proxy;
    }

    int status() {
        return status;
    }
}
