package io.github.osspresign.transfer.failure;

import io.github.osspresign.transfer.model.ProxyServer;
import java.io.IOException;

/** The proxy, not the service behind it, has answered. */
public final class ProxyRefusedException extends IOException {

    private final String proxy;
    private final int status;

    public ProxyRefusedException(ProxyServer proxy, int status) {
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
