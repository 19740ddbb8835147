// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

import io.github.osspresign.transfer.model.ProxyServer;
import java.io.IOException;

/** Thrown if the proxy, not the service, has responded with an error. */
public final class ProxyRefusedException extends IOException {

    private final String proxy;
    private final int status;

    public ProxyRefusedException(ProxyServer proxy, int status) {
        super("HTTP " + status);
        this.proxy = proxy.toString();
        this.status = status;
    }

    /** Returns host and port of the proxy. */
    String proxy() {
        return proxy;
    }

    int status() {
        return status;
    }
}
