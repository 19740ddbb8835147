// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultQueue;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.http.HttpListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Injects faults into a running server: into its requests, its TLS handshakes and its listening socket. */
public final class FaultInjector {

    private final FaultQueue queue;
    private final HttpListener listener;
    private final boolean tls;

    public FaultInjector(FaultQueue queue, HttpListener listener, boolean tls) {
        this.queue = queue;
        this.listener = listener;
        this.tls = tls;
    }

    /**
     * Injects a fault as the rule says.
     *
     * @throws IllegalArgumentException for a {@link Fault.TlsFailure} if the server speaks plain HTTP
     */
    public void inject(FaultRule rule) {
        if (rule.fault() instanceof Fault.ConnectionRefused refused) {
            try {
                listener.refuseConnections(refused.pause());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return;
        }
        if (rule.fault() instanceof Fault.TlsFailure && !tls) {
            throw new IllegalArgumentException("fault: TlsFailure needs a server with TLS");
        }
        queue.add(rule);
    }

    /** Returns the remaining rules in the order of their injection. The counts of each rule start from now. */
    public List<FaultRule> remaining() {
        return queue.remaining();
    }

    /** Removes all rules, and accepts connections if they are refused. */
    public void clear() {
        queue.clear();
        acceptConnections();
    }

    /** Refuses new connections until {@link #acceptConnections()}; existing connections stay open. */
    public void refuseConnections() {
        try {
            listener.refuseConnections();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Accepts connections again, on the same port as before.
     *
     * @throws UncheckedIOException if another process has taken the port
     */
    public void acceptConnections() {
        try {
            listener.acceptConnections();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + listener.port() + " again: " + e.getMessage(), e);
        }
    }
}
