// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/** Resolves hosts on other threads, since a look-up cannot be aborted: a cancelled request stops waiting for it. */
public final class BackgroundDnsResolver implements DnsResolver {

    /** The request of this thread; HttpClient passes only the host to a resolver. */
    private static final ThreadLocal<@Nullable StepTimeout> TIMEOUT = new ThreadLocal<>();

    private final DnsResolver resolver;

    /** Creates a resolver that runs the look-ups of another one on the worker threads of the transfers. */
    public BackgroundDnsResolver(DnsResolver resolver) {
        this.resolver = resolver;
    }

    /** Sets the request for which this thread resolves hosts from now on, {@code null} for none. */
    static void resolveFor(@Nullable StepTimeout timeout) {
        if (timeout == null) {
            TIMEOUT.remove();
        } else {
            TIMEOUT.set(timeout);
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        StepTimeout timeout = TIMEOUT.get();
        if (timeout == null) {
            return resolver.resolve(host);
        }
        try {
            return timeout.await(() -> resolver.resolve(host));
        } catch (UnknownHostException e) {
            throw e;
        } catch (IOException | TimeoutException e) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(e);
            throw unknown;
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolver.resolveCanonicalHostname(host);
    }
}
