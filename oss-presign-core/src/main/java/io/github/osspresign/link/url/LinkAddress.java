// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.QueryParameters;
import io.github.osspresign.oss.syntax.Sha256;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Address of a link, split without decoding or normalising anything. Two parsers that read a URL differently would
 * allow an attacker to bypass a check.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower-case host name, or an IP address; IPv6 in brackets
 * @param port the port; the default port of the scheme if the link has none
 * @param requestTarget path and query, exactly as in the link
 */
public record LinkAddress(String scheme, String host, int port, String requestTarget) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final PercentCoding OBJECT_PATH = new PercentCoding("-._/");

    /** Maximum length of a link, in characters. */
    public static final int MAX_LINK_LENGTH = 16 * 1024;

    /**
     * Parses an absolute http or https URL of printable ASCII characters.
     *
     * @throws HostNotAllowedException if it has another form, user info, backslashes or a fragment, or an IPv4 address
     *     that is not four decimal numbers
     */
    public static LinkAddress parse(String url) throws HostNotAllowedException {
        if (url.length() > MAX_LINK_LENGTH) {
            throw invalid("at most " + MAX_LINK_LENGTH + " characters", url.length() + " characters", UrlMask.HIDDEN);
        }
        String scheme = AddressSyntax.scheme(url);
        int hostStart = scheme == null ? -1 : scheme.length() + "://".length();
        int hostEnd = scheme == null ? -1 : AddressSyntax.endOfHost(url, hostStart);
        int portEnd = hostEnd < 0 ? -1 : AddressSyntax.endOfPort(url, hostEnd);
        if (scheme == null || portEnd < 0 || !AddressSyntax.isTarget(url, portEnd)) {
            String masked = UrlMask.mask(url);
            String actual = masked.equals(UrlMask.HIDDEN)
                    ? "a text of " + url.length() + " characters that is no URL"
                    : "a URL with other characters or parts";
            throw invalid("http(s)://host[:port]/path?query in printable ASCII", actual, masked);
        }
        int port = hostEnd == portEnd ? defaultPort(scheme) : Integer.parseInt(url.substring(hostEnd + 1, portEnd));
        if (port < 1 || port > 65535) {
            throw invalid("a port from 1 to 65535", String.valueOf(port), UrlMask.mask(url));
        }
        String host = url.substring(hostStart, hostEnd).toLowerCase(Locale.ROOT);
        if (AddressSyntax.endsInNumber(host) && !AddressSyntax.isIpv4(host)) {
            throw invalid("a name, or an IPv4 address of four numbers up to 255", Quoted.of(host), UrlMask.mask(url));
        }
        return new LinkAddress(scheme, host, port, portEnd == url.length() ? "/" : url.substring(portEnd));
    }

    /**
     * Resolves a reference against this address (RFC 3986, 5.2), without changing its characters. The fragment is
     * removed, because it is not sent to the service. The caller must check whether a link may point to the result.
     */
    public String resolve(String location) {
        String reference = location.split("#", 2)[0];
        if (SCHEME.matcher(reference).lookingAt()) {
            return reference;
        }
        if (reference.startsWith("//")) {
            return scheme + ":" + reference;
        }
        String origin = scheme + "://" + host + ":" + port;
        if (reference.startsWith("/")) {
            return origin + reference;
        }

        String path = path();
        if (reference.startsWith("?")) {
            return origin + path + reference;
        }

        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String rest = reference;
        while (rest.startsWith("./") || rest.startsWith("../")) {
            if (rest.startsWith("..")) {
                folder = folder.substring(0, folder.lastIndexOf('/', Math.max(0, folder.length() - 2)) + 1);
            }
            rest = rest.substring(rest.indexOf('/') + 1);
        }
        return origin + folder + rest;
    }

    /**
     * Returns the decoded values of the parameters by decoded name. They contain the secrets of the link.
     *
     * @throws IllegalArgumentException if they are not percent-encoded UTF-8, or a name occurs twice
     */
    public Map<String, String> parameters() {
        String query = query();
        if (query == null) {
            return Map.of();
        }
        QueryParameters parameters = QueryParameters.parse(query);
        if (!parameters.repeatedNames().isEmpty()) {
            throw new IllegalArgumentException("parameters: must have different names, have one name twice");
        }
        return parameters.decoded();
    }

    /** Returns the path, exactly as in the link. */
    public String path() {
        return requestTarget.substring(0, queryStart());
    }

    /** Returns the query without its question mark, exactly as in the link; {@code null} if there is none. */
    public @Nullable String query() {
        int start = queryStart();
        return start == requestTarget.length() ? null : requestTarget.substring(start + 1);
    }

    private int queryStart() {
        int start = requestTarget.indexOf('?');
        return start < 0 ? requestTarget.length() : start;
    }

    /** Returns the parts of a link of a CDN, {@code null} for any other link. The domains of OSS are none of a CDN. */
    public @Nullable CdnUrl cdn() {
        return OssHost.of(host).kind().isOssDomain() ? null : CdnUrl.of(path(), query());
    }

    /** Returns the authority and the path without a signature of a CDN, encoded alike in all links to an object. */
    public String objectAddress() {
        CdnUrl cdn = cdn();
        return authority() + OBJECT_PATH.encodeAgain(cdn == null ? path() : cdn.uri());
    }

    /** Returns the hash of the object address. */
    public String objectHash() {
        return Sha256.hex(objectAddress());
    }

    /** Returns the host, followed by the port if that is not the default: the value of the {@code Host} header. */
    public String authority() {
        return hasDefaultPort() ? host : host + ":" + port;
    }

    /** Returns whether scheme, host and port are the same. */
    public boolean hasAuthorityOf(LinkAddress other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    /** Returns whether the port is the default port of the scheme. */
    public boolean hasDefaultPort() {
        return port == defaultPort(scheme);
    }

    /** Returns whether the host is an IP address. */
    public boolean isIpAddress() {
        return host.startsWith("[") || AddressSyntax.isIpv4(host);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static HostNotAllowedException invalid(String expected, String actual, String masked) {
        return new HostNotAllowedException(masked, expected, actual, FailureContext.beforeResponse(masked));
    }

    /** Returns a text without the request target, which contains the signature. */
    @Override
    public String toString() {
        return "LinkAddress[" + scheme + "://" + host + ":" + port + "]";
    }
}
