package io.github.osspresign.link;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.Quoted;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a link points, split without decoding or normalising anything: readers that disagree about a URL are how checks
 * are passed by.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower-case host name, or an IP address; IPv6 in brackets
 * @param port the port, the scheme's own where the link names none
 * @param requestTarget path and query as they stand in the link
 */
public record LinkAddress(String scheme, String host, int port, String requestTarget) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    public static final int LONGEST_LINK = 16 * 1024;
    private static final Pattern SHAPE = Pattern.compile(
            "(?<scheme>[Hh][Tt][Tt][Pp][Ss]?)://(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])"
                    + "(?::(?<port>[0-9]{1,5}))?(?<target>/[!-~&&[^#\\\\\"<>^`{|}]]*)?");

    /** A host that ends in a number is an address to some readers, and another one or a name to others. */
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");

    /**
     * Reads an absolute http or https URL of printable ASCII; user info, backslashes and fragments are refused, and so
     * is an IPv4 address in any form but four decimal numbers.
     */
    public static LinkAddress parse(String url) throws HostNotAllowedException {
        if (url.length() > LONGEST_LINK) {
            throw refused("at most " + LONGEST_LINK + " characters", url.length() + " characters", "a longer link");
        }
        Matcher link = SHAPE.matcher(url);
        if (!link.matches()) {
            String masked = UrlMask.mask(url);
            String actual =
                    masked.equals(UrlMask.HIDDEN) ? url.length() + " characters of another kind" : Quoted.of(masked);
            throw refused("http(s)://host[:port]/path?query in printable ASCII", actual, masked);
        }
        String scheme = link.group("scheme").toLowerCase(Locale.ROOT);
        int port = link.group("port") == null ? defaultPort(scheme) : Integer.parseInt(link.group("port"));
        if (port < 1 || port > 65535) {
            throw refused("a port from 1 to 65535", String.valueOf(port), UrlMask.mask(url));
        }
        String host = link.group("host").toLowerCase(Locale.ROOT);
        if (NUMBER.matcher(host).matches() && !IPV4.matcher(host).matches()) {
            throw refused("a name, or an IPv4 address of four numbers up to 255", Quoted.of(host), UrlMask.mask(url));
        }
        String target = link.group("target") == null ? "/" : link.group("target");
        return new LinkAddress(scheme, host, port, target);
    }

    /**
     * The URL that a reference found here means (RFC 3986, 5.2), with its characters as they stand and without
     * a fragment, which is not for the service. Whether a link may
     * point there is still to be checked.
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
        int query = requestTarget.indexOf('?');
        String path = query < 0 ? requestTarget : requestTarget.substring(0, query);
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
     * Returns the parameters by their decoded names; they hold the secrets of the link.
     *
     * @throws IllegalArgumentException if they are not percent-encoded UTF-8, or a name is given twice
     */
    public Map<String, String> parameters() {
        int start = requestTarget.indexOf('?');
        if (start < 0) {
            return Map.of();
        }
        QueryParameters parameters = new QueryParameters(requestTarget.substring(start + 1));
        if (parameters.areRepeated()) {
            throw new IllegalArgumentException("parameters: must be given once each, was one given twice");
        }
        return parameters.decoded();
    }

    /** Returns the host and, where it is not the default one, the port: what a client sends as {@code Host}. */
    public String authority() {
        return hasDefaultPort() ? host : host + ":" + port;
    }

    /** Whether scheme, host and port are the same. */
    public boolean hasAuthorityOf(LinkAddress other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    /** Whether the port is the one that the scheme stands for. */
    public boolean hasDefaultPort() {
        return port == defaultPort(scheme);
    }

    /** Whether the host is an IP address rather than a name. */
    public boolean isIpAddress() {
        return host.startsWith("[") || IPV4.matcher(host).matches();
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static HostNotAllowedException refused(String expected, String actual, String masked) {
        return new HostNotAllowedException(masked, expected, actual, FailureContext.beforeResponse(masked));
    }

    /** Without the request target, which holds the signature. */
    @Override
    public String toString() {
        return "LinkAddress[" + scheme + "://" + host + ":" + port + "]";
    }
}
