// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.link.HostPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Resolves hosts to addresses that the policy allows. HttpClient connects to these addresses, so there is no second
 * look-up with a different result. Look-ups run on other threads, since they cannot be aborted: a cancelled request stops
 * waiting for its look-up.
 *
 * @param policy {@code null} for the host of a proxy, which the operator has set
 */
record CheckedDnsResolver(DnsResolver resolver, @Nullable HostPolicy policy) implements DnsResolver {

    /** The request of this thread; HttpClient passes only the host to a resolver. */
    private static final ThreadLocal<@Nullable StepTimeout> TIMEOUT = new ThreadLocal<>();

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
        try {
            InetAddress[] addresses = Objects.requireNonNull(TIMEOUT.get()).await(() -> resolver.resolve(host));
            if (addresses == null || addresses.length == 0) {
                // HttpClient would resolve the host itself if the result were empty.
                throw new UnknownHostException(host);
            }
            for (InetAddress address : addresses) {
                if (policy != null) {
                    policy.check(host, address);
                }
            }
            return addresses;
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
