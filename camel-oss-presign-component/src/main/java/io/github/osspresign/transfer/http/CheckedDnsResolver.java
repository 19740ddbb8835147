package io.github.osspresign.transfer.http;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.HostPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host to addresses that have passed the policy. Since the client connects to what it is given here, there is
 * no second look-up that could answer differently.
 */
record CheckedDnsResolver(DnsResolver resolver, HostPolicy policy) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = resolver.resolve(host);
        if (addresses == null || addresses.length == 0) {
            // The client would take "no address" for "let the operating system resolve it".
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
