// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.OssHostKind;
import io.github.osspresign.oss.syntax.LoopbackHost;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Targets that links may point to. {@link #STRICT} allows the public, dual-stack and accelerate domains of OSS, over
 * https, on the default port, at public addresses; each step returns a policy that allows more. Metadata services are never
 * allowed, because they provide credentials.
 */
public final class HostPolicy {

    /** Policy that allows only the OSS domains, https and public addresses. */
    public static final HostPolicy STRICT = new HostPolicy(List.of(), Set.of());

    /** What a policy allows beyond the strict one. */
    private enum Permission {
        INTERNAL_ENDPOINTS,
        PRIVATE_ADDRESSES,
        HTTP,
        LOOPBACK
    }

    private final List<HostPattern> allowedHosts;
    private final Set<Permission> permissions;

    private HostPolicy(List<HostPattern> allowedHosts, Set<Permission> permissions) {
        this.allowedHosts = allowedHosts;
        this.permissions = permissions;
    }

    /**
     * Returns a policy that allows these hosts, too.
     *
     * @param patterns hosts such as {@code files.example.com}, or {@code *.example.com} for all subdomains. A port such as
     *     {@code :8443} allows that port, {@code :*} allows any; the default is the port of the scheme. IPv6 addresses are
     *     in brackets
     * @throws IllegalArgumentException if a text is not a pattern
     */
    public HostPolicy allowingHosts(String... patterns) {
        return new HostPolicy(
                Stream.concat(allowedHosts.stream(), Arrays.stream(patterns).map(HostPattern::parse))
                        .toList(),
                permissions);
    }

    /**
     * Returns a policy that allows the {@code -internal} domains of OSS, too, and the addresses of the range 100.64.0.0/10
     * that they resolve to.
     */
    public HostPolicy allowingInternalEndpoints() {
        return allowing(Permission.INTERNAL_ENDPOINTS);
    }

    /** Returns a policy that allows loopback, private and other special addresses, too. */
    public HostPolicy allowingPrivateAddresses() {
        return allowing(Permission.PRIVATE_ADDRESSES);
    }

    /** Returns a policy that allows links without TLS, too. */
    public HostPolicy allowingHttp() {
        return allowing(Permission.HTTP);
    }

    /** Returns a policy that allows localhost and loopback addresses on any port, too, with or without TLS. */
    public HostPolicy allowingLoopback() {
        return allowing(Permission.LOOPBACK);
    }

    private HostPolicy allowing(Permission permission) {
        EnumSet<Permission> more = EnumSet.of(permission);
        more.addAll(permissions);
        return new HostPolicy(allowedHosts, Collections.unmodifiableSet(more));
    }

    private boolean allows(Permission permission) {
        return permissions.contains(permission);
    }

    /**
     * Checks host, port and scheme of a link.
     *
     * @throws HostNotAllowedException if the link is not a URL, or one of them is not allowed
     */
    public void check(String url) throws HostNotAllowedException {
        LinkAddress address = LinkAddress.parse(url);
        if (allows(Permission.LOOPBACK)) {
            if (LoopbackHost.matches(address.host())) {
                return;
            }
            if (!isListed(address) && !OssHost.of(address.host()).kind().isOssDomain()) {
                // The advice to allow http or to list the host would not help: localDevelopment reads no list.
                throw notAllowed(
                        address.host(),
                        LoopbackHost.ALL
                                + " or an OSS domain (with localDevelopment; for another host, set allowedHosts,"
                                + " allowPrivateAddresses and allowHttp instead)",
                        Quoted.of(address.host() + ":" + address.port()),
                        url);
            }
        }
        if (address.scheme().equals("http") && !allows(Permission.HTTP)) {
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
        if (allows(Permission.LOOPBACK) && LoopbackHost.matches(host)) {
            requireLoopback(host, resolved);
            return;
        }
        if (allows(Permission.PRIVATE_ADDRESSES) || SpecialAddresses.isPublic(resolved)) {
            return;
        }
        boolean isInternal = isInternal(OssHost.of(host)) && SpecialAddresses.isServiceInternal(resolved);
        if (!isInternal || !allows(Permission.INTERNAL_ENDPOINTS)) {
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
                ? allows(Permission.INTERNAL_ENDPOINTS)
                : host.kind().isDefaultDomain();
        return allowed && host.hasValidBucket();
    }

    private static HostNotAllowedException notAllowed(String host, String expected, String actual, String url) {
        return new HostNotAllowedException(host, expected, actual, FailureContext.beforeResponse(UrlMask.mask(url)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HostPolicy policy
                && allowedHosts.equals(policy.allowedHosts)
                && permissions.equals(policy.permissions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(allowedHosts, permissions);
    }

    @Override
    public String toString() {
        return "HostPolicy[hosts " + allowedHosts + ", allows " + permissions + "]";
    }
}
