// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.OssHostKind;
import io.github.osspresign.oss.syntax.LoopbackHost;
import java.net.InetAddress;
import java.util.List;

/**
 * Targets that links may point to. By default these are the public, dual-stack and accelerate domains of OSS, over
 * https, on the default port, at public addresses. An empty list never means "all".
 *
 * @param allowedHosts further hosts, see {@link HostPattern}
 * @param allowInternalEndpoints whether to allow the {@code -internal} domains of OSS, and the addresses of the range
 *     100.64.0.0/10 that they resolve to
 * @param allowPrivateAddresses whether to allow loopback, private and other special addresses; metadata services are
 *     never allowed, because they provide credentials
 * @param allowHttp whether to allow links without TLS
 * @param allowLoopback whether to allow loopback hosts (see {@link LoopbackHost}) on any port, at loopback addresses, with or
 *     without TLS
 */
public record HostPolicy(
        List<HostPattern> allowedHosts,
        boolean allowInternalEndpoints,
        boolean allowPrivateAddresses,
        boolean allowHttp,
        boolean allowLoopback) {

    /** Policy that allows only the OSS domains, https and public addresses. */
    public static final HostPolicy STRICT = new HostPolicy(List.of(), false, false, false);

    public HostPolicy {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** Creates a policy that does not allow loopback hosts by themselves. */
    public HostPolicy(
            List<HostPattern> allowedHosts,
            boolean allowInternalEndpoints,
            boolean allowPrivateAddresses,
            boolean allowHttp) {
        this(allowedHosts, allowInternalEndpoints, allowPrivateAddresses, allowHttp, false);
    }

    /**
     * Parses the address of a link and checks its host, port and scheme.
     *
     * @throws HostNotAllowedException if one of them is not allowed
     */
    public LinkAddress check(String url) throws HostNotAllowedException {
        LinkAddress address = LinkAddress.parse(url);
        if (allowLoopback && LoopbackHost.matches(address.host())) {
            return address;
        }
        if (address.scheme().equals("http") && !allowHttp) {
            throw notAllowed(
                    address.host(), "https (option allowHttp, or localDevelopment for this machine)", "http", url);
        }
        if (!isListed(address) && !isOssDomain(address)) {
            throw notAllowed(
                    address.host(),
                    isInternal(OssHost.of(address.host())) && address.hasDefaultPort()
                            ? "a public OSS domain (option allowInternalEndpoints for internal ones)"
                            : "an OSS domain on the default port or a host of option allowedHosts",
                    Quoted.of(address.host() + ":" + address.port()),
                    url);
        }
        return address;
    }

    /**
     * Checks an address that the host of a link resolved to. The caller must connect to exactly this address.
     *
     * @throws HostNotAllowedException if the address is not allowed
     */
    public void check(String host, InetAddress resolved) throws HostNotAllowedException {
        if (SpecialAddresses.isMetadataService(resolved)) {
            throw addressNotAllowed(host, "an address other than that of a metadata service", resolved);
        }
        if (allowLoopback && LoopbackHost.matches(host)) {
            requireLoopback(host, resolved);
            return;
        }
        if (allowPrivateAddresses || SpecialAddresses.isPublic(resolved)) {
            return;
        }
        boolean isInternal = isInternal(OssHost.of(host)) && SpecialAddresses.isServiceInternal(resolved);
        if (!isInternal || !allowInternalEndpoints) {
            String option = isInternal ? "allowInternalEndpoints" : "allowPrivateAddresses";
            throw addressNotAllowed(host, "a public address (option " + option + ")", resolved);
        }
    }

    private static boolean isInternal(OssHost host) {
        return host.kind() == OssHostKind.INTERNAL && host.hasValidBucket();
    }

    /** A loopback name that resolves to another address, which some resolvers allow, must not lead to that address. */
    private static void requireLoopback(String host, InetAddress resolved) throws HostNotAllowedException {
        if (!resolved.isLoopbackAddress()) {
            throw addressNotAllowed(host, "a loopback address", resolved);
        }
    }

    private static HostNotAllowedException addressNotAllowed(String host, String expected, InetAddress resolved) {
        String actual = Quoted.of(resolved.getHostAddress()) + " of host " + Quoted.of(host);
        return new HostNotAllowedException(host, expected, actual, FailureContext.beforeResponse(host));
    }

    private boolean isListed(LinkAddress address) {
        for (HostPattern pattern : allowedHosts) {
            if (pattern.matches(address)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOssDomain(LinkAddress address) {
        if (!address.hasDefaultPort()) {
            return false;
        }
        OssHost host = OssHost.of(address.host());
        boolean allowed = host.kind() == OssHostKind.INTERNAL
                ? allowInternalEndpoints
                : host.kind().isDefaultDomain();
        return allowed && host.hasValidBucket();
    }

    private static HostNotAllowedException notAllowed(String host, String expected, String actual, String url) {
        return new HostNotAllowedException(host, expected, actual, FailureContext.beforeResponse(UrlMask.mask(url)));
    }
}
