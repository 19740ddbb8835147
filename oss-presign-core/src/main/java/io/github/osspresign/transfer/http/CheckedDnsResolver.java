// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.HostPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves hosts to addresses that the policy allows. HttpClient connects to these addresses, so there is no second
 * look-up with a different result.
 */
record CheckedDnsResolver(DnsResolver resolver, HostPolicy policy) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = resolver.resolve(host);
        if (addresses == null || addresses.length == 0) {
            // HttpClient would resolve the host itself if the result were empty.
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            try {
                policy.check(host, address);
            } catch (HostNotAllowedException e) {
                UnknownHostException refused = new UnknownHostException(host);
                refused.initCause(e);
                throw refused;
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolver.resolveCanonicalHostname(host);
    }
}
