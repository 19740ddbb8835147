package io.github.osspresign.link;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.HostNotAllowedException;
import java.util.Locale;
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

    private static final int LONGEST_LINK = 16 * 1024;
    private static final Pattern SHAPE = Pattern.compile(
            "(?<scheme>[Hh][Tt][Tt][Pp][Ss]?)://(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])"
                    + "(?::(?<port>[0-9]{1,5}))?(?<target>/[!-~&&[^#\\\\\"<>^`{|}]]*)?");

    /** Reads an absolute http or https URL of printable ASCII; user info, backslashes and fragments are refused. */
    public static LinkAddress parse(String url) throws HostNotAllowedException {
        if (url.length() > LONGEST_LINK) {
            throw refused("at most " + LONGEST_LINK + " characters", url.length() + " characters", "a longer link");
        }
        Matcher link = SHAPE.matcher(url);
        if (!link.matches()) {
            String masked = UrlMask.mask(url);
            String actual =
                    masked.equals(UrlMask.HIDDEN) ? url.length() + " characters of another kind" : "'" + masked + "'";
            throw refused("http(s)://host[:port]/path?query in printable ASCII", actual, masked);
        }
        String scheme = link.group("scheme").toLowerCase(Locale.ROOT);
        int port = link.group("port") == null ? defaultPort(scheme) : Integer.parseInt(link.group("port"));
        if (port < 1 || port > 65535) {
            throw refused("a port from 1 to 65535", String.valueOf(port), UrlMask.mask(url));
        }
        String target = link.group("target") == null ? "/" : link.group("target");
        return new LinkAddress(scheme, link.group("host").toLowerCase(Locale.ROOT), port, target);
    }

    /** Whether the port is the one that the scheme stands for. */
    public boolean hasDefaultPort() {
        return port == defaultPort(scheme);
    }

    /** Whether the host is an IP address rather than a name. */
    public boolean isIpAddress() {
        return host.startsWith("[") || host.matches("[0-9]+(\\.[0-9]+){3}");
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
