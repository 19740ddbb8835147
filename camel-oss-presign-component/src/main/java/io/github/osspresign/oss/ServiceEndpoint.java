package io.github.osspresign.oss;

import io.github.osspresign.error.Quoted;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of the service, or of a bucket's own domain.
 *
 * @param scheme {@code https} or {@code http}
 * @param authority host and, where given, port, as they appear in the link
 * @param style where a URL carries the bucket
 */
public record ServiceEndpoint(String scheme, String authority, AddressStyle style) {

    private static final Pattern URL =
            Pattern.compile("(?:(?<scheme>https?)://)?(?<authority>[^/]*)/?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern IP_OR_LOCALHOST = Pattern.compile(
            "(?:localhost|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[.*])(?::[0-9]+)?", Pattern.CASE_INSENSITIVE);
    private static final String SERVICE_DOMAIN = ".aliyuncs.com";
    private static final String OLDEST_HOST = "oss.aliyuncs.com";
    private static final String OLDEST_REGION = "cn-hangzhou";

    /** @throws IllegalArgumentException if the scheme is another one, or the authority is not {@code host[:port]} */
    public ServiceEndpoint {
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("endpoint: expected https or http but was " + Quoted.of(scheme));
        }
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            throw refused(authority);
        }
        String port = matcher.group("port");
        if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535)) {
            throw new IllegalArgumentException(
                    "endpoint: expected a port from 1 to 65535 but was " + port + " in " + Quoted.of(authority));
        }
    }

    /** The service's own host of a region. */
    public static ServiceEndpoint of(String region, EndpointType type) {
        Region.require(region);
        return new ServiceEndpoint("https", type.host(region), AddressStyle.VIRTUAL_HOST);
    }

    /**
     * Reads a host or an http(s) URL without path; https where no scheme is given.
     *
     * @param cname whether the host is the bucket's own domain
     * @param pathStyle whether to write the bucket into the path; for IP addresses and localhost it is, unless
     *     {@code cname} says otherwise
     * @throws IllegalArgumentException if it has any other form, or both forms of bucket address are asked for
     */
    public static ServiceEndpoint parse(String text, boolean cname, boolean pathStyle) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw refused(text);
        }
        String authority = url.group("authority");
        if (cname && pathStyle) {
            throw new IllegalArgumentException(
                    "endpoint: expected cname or pathStyle but both are set for " + Quoted.of(presentable(text)));
        }
        String scheme =
                url.group("scheme") == null ? "https" : url.group("scheme").toLowerCase(Locale.ROOT);
        return new ServiceEndpoint(scheme, authority, style(authority, cname, pathStyle));
    }

    /** The region that the host shows; accelerate hosts and other domains show none. */
    public Optional<String> region() {
        if (style == AddressStyle.CNAME) {
            return Optional.empty();
        }
        int port = authority.lastIndexOf(':');
        String host = (port < 0 ? authority : authority.substring(0, port)).toLowerCase(Locale.ROOT);
        if (host.equals(OLDEST_HOST)) {
            return Optional.of(OLDEST_REGION);
        }
        return host.endsWith(SERVICE_DOMAIN) ? regionOf(host) : Optional.empty();
    }

    /** Of {@code [s3.]oss-REGION[-internal].aliyuncs.com} and {@code REGION.oss.aliyuncs.com}. */
    private static Optional<String> regionOf(String serviceHost) {
        int start = serviceHost.startsWith("s3.") ? 3 : 0;
        int end = serviceHost.length() - SERVICE_DOMAIN.length();
        if (serviceHost.startsWith("oss-", start) && !serviceHost.startsWith("oss-accelerate", start)) {
            start += "oss-".length();
            end -= serviceHost.startsWith("-internal", end - "-internal".length()) ? "-internal".length() : 0;
        } else if (start == 0 && serviceHost.startsWith(".oss", end - ".oss".length())) {
            end -= ".oss".length();
        } else {
            return Optional.empty();
        }
        return start < end && serviceHost.indexOf('.', start) >= end
                ? Optional.of(serviceHost.substring(start, end))
                : Optional.empty();
    }

    /** The authority that a link to this bucket has. */
    public String authority(String bucket) {
        return style == AddressStyle.VIRTUAL_HOST ? bucket + "." + authority : authority;
    }

    private static AddressStyle style(String authority, boolean cname, boolean pathStyle) {
        if (cname) {
            return AddressStyle.CNAME;
        }
        return pathStyle || IP_OR_LOCALHOST.matcher(authority).matches()
                ? AddressStyle.PATH
                : AddressStyle.VIRTUAL_HOST;
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "endpoint: expected host[:port] or http(s)://host[:port] but was " + Quoted.of(presentable(text)));
    }

    /** The part that holds no secret, should somebody give a signed URL or a password. */
    private static String presentable(String text) {
        int start = text.lastIndexOf('@') + 1;
        int query = text.indexOf('?');
        return text.substring(start, query < 0 ? text.length() : Math.max(start, query));
    }
}
