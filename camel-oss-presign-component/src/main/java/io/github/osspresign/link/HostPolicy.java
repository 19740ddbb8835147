package io.github.osspresign.link;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.Quoted;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where links may point. Without further permission: the public, dual-stack and accelerate domains of OSS, over https,
 * on the default port, at public addresses. Nothing that is left empty ever means "all".
 *
 * @param allowedHosts further hosts, see {@link HostPattern}
 * @param allowInternalEndpoints the {@code -internal} domains of OSS too, and the carrier range that they resolve to
 * @param allowPrivateAddresses loopback, private and other special addresses too, but never a metadata service: it
 *     holds credentials, not objects
 * @param allowHttp links without TLS too
 */
public record HostPolicy(
        List<HostPattern> allowedHosts,
        boolean allowInternalEndpoints,
        boolean allowPrivateAddresses,
        boolean allowHttp) {

    /** Only the OSS domains, https, public addresses. */
    public static final HostPolicy STRICT = new HostPolicy(List.of(), false, false, false);

    private static final String BUCKET = "(?:[a-z0-9_-]{3,63}\\.)?";
    private static final Pattern INTERNAL = Pattern.compile(BUCKET + "oss(?:-[a-z0-9-]+)?-internal\\.aliyuncs\\.com");
    private static final Pattern PUBLIC =
            Pattern.compile(BUCKET + "(?:oss(?:-[a-z0-9-]+)?|[a-z0-9-]+\\.oss)\\.aliyuncs\\.com");

    public HostPolicy {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** Reads the link's address and refuses it where host, port or scheme are not allowed. */
    public LinkAddress check(String url) throws HostNotAllowedException {
        LinkAddress address = LinkAddress.parse(url);
        if (address.scheme().equals("http") && !allowHttp) {
            throw refused(address.host(), "https (option allowHttp)", "http", url);
        }
        boolean listed = allowedHosts.stream().anyMatch(pattern -> pattern.matches(address));
        if (!listed && !isOssDomain(address)) {
            throw refused(
                    address.host(),
                    "an OSS domain on the default port or a host of option allowedHosts",
                    Quoted.of(address.host() + ":" + address.port()),
                    url);
        }
        return address;
    }

    /** Refuses an address that the link's host resolved to; the address that passes is the one to connect to. */
    public void check(String host, InetAddress resolved) throws HostNotAllowedException {
        if (SpecialAddresses.isMetadataService(resolved)) {
            throw refusedAddress(host, "an address of no metadata service", resolved);
        }
        if (allowPrivateAddresses || SpecialAddresses.isPublic(resolved)) {
            return;
        }
        boolean internalEndpoint = allowInternalEndpoints
                && INTERNAL.matcher(host).matches()
                && SpecialAddresses.isServiceInternal(resolved);
        if (!internalEndpoint) {
            throw refusedAddress(host, "a public address (option allowPrivateAddresses)", resolved);
        }
    }

    private static HostNotAllowedException refusedAddress(String host, String expected, InetAddress resolved) {
        String actual = Quoted.of(resolved.getHostAddress()) + " of host " + Quoted.of(host);
        return new HostNotAllowedException(host, expected, actual, FailureContext.beforeResponse(host));
    }

    private boolean isOssDomain(LinkAddress address) {
        if (!address.hasDefaultPort()) {
            return false;
        }
        return INTERNAL.matcher(address.host()).matches()
                ? allowInternalEndpoints
                : PUBLIC.matcher(address.host()).matches();
    }

    private static HostNotAllowedException refused(String host, String expected, String actual, String url) {
        return new HostNotAllowedException(host, expected, actual, FailureContext.beforeResponse(UrlMask.mask(url)));
    }
}
