// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.Region;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Address of the service, or custom domain of a bucket. */
public final class ServiceEndpoint {

    private static final Pattern URL =
            Pattern.compile("(?:(?<scheme>https?)://)?(?<authority>[^/]*)/?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?!.*\\.\\.)(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?");

    private final String scheme;
    private final String authority;
    private final AddressStyle style;

    /** Kept because each link asks for it. */
    private final OssHost host;

    /**
     * Creates an endpoint.
     *
     * @param scheme {@code https} or {@code http}
     * @param authority host and optional port, as in a link
     * @param style position of the bucket in a URL
     * @throws IllegalArgumentException if the scheme is not http or https, or the authority is not {@code host[:port]}
     */
    public ServiceEndpoint(String scheme, String authority, AddressStyle style) {
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("endpoint: must be https or http, was " + Quoted.of(scheme));
        }
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            throw invalid(authority);
        }
        String port = matcher.group("port");
        if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535)) {
            throw new IllegalArgumentException(
                    "endpoint: must have a port from 1 to 65535, was " + port + " in " + Quoted.of(authority));
        }
        this.scheme = scheme;
        this.authority = authority;
        this.style = style;
        this.host = OssHost.ofEndpoint(matcher.group("host"));
    }

    /** Returns the https endpoint of a region. */
    public static ServiceEndpoint of(String region, EndpointType type) {
        Region.require(region);
        return new ServiceEndpoint("https", type.host(region), AddressStyle.VIRTUAL_HOSTED);
    }

    /**
     * Parses a host, or an http or https URL without path, whose bucket is before the host; for IP addresses and names without
     * a dot in the path. The scheme is https if the text has none.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static ServiceEndpoint parse(String text) {
        return parse(text, AddressStyle.VIRTUAL_HOSTED);
    }

    /**
     * Parses an endpoint like {@link #parse(String)}.
     *
     * @param style position of the bucket in a URL; for IP addresses and names without a dot always in the path or {@link
     *     AddressStyle#CNAME}
     * @throws IllegalArgumentException if the text has another form
     */
    public static ServiceEndpoint parse(String text, AddressStyle style) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw invalid(text);
        }
        String authority = url.group("authority");
        String scheme =
                url.group("scheme") == null ? "https" : url.group("scheme").toLowerCase(Locale.ROOT);
        return new ServiceEndpoint(scheme, authority, possible(style, authority));
    }

    /** Returns {@code https} or {@code http}. */
    public String scheme() {
        return scheme;
    }

    /** Returns host and optional port, as in a link. */
    public String authority() {
        return authority;
    }

    /** Returns the host as in a link, without its port. */
    public String hostName() {
        return authority.replaceFirst(":[0-9]+$", "");
    }

    /** Returns the position of the bucket in a URL. */
    public AddressStyle style() {
        return style;
    }

    /** Returns the parts of the host. */
    public OssHost host() {
        return host;
    }

    /** Returns the region in the host. Accelerate hosts and other domains contain no region. */
    public Optional<String> region() {
        if (style == AddressStyle.CNAME) {
            return Optional.empty();
        }
        return Optional.ofNullable(host.region());
    }

    /** Returns the authority of a link to this bucket. */
    public String authority(String bucket) {
        return style == AddressStyle.VIRTUAL_HOSTED ? bucket + "." + authority : authority;
    }

    /** An IP address and the name of a container have no subdomains, and those of localhost are not resolved everywhere. */
    private static AddressStyle possible(AddressStyle style, String authority) {
        Matcher matcher = AUTHORITY.matcher(authority);
        boolean local = matcher.matches()
                && (OssHost.of(matcher.group("host")).isLocalServer()
                        || matcher.group("host").indexOf('.') < 0);
        return local && style == AddressStyle.VIRTUAL_HOSTED ? AddressStyle.PATH : style;
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(
                "endpoint: must be host[:port] or http(s)://host[:port], was " + Quoted.of(withoutSecrets(text)));
    }

    /** Returns the text without user info and query, which are secret if the text is a signed URL by mistake. */
    private static String withoutSecrets(String text) {
        int start = text.lastIndexOf('@') + 1;
        int query = text.indexOf('?');
        return text.substring(start, query < 0 ? text.length() : Math.max(start, query));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServiceEndpoint endpoint
                && scheme.equals(endpoint.scheme)
                && authority.equals(endpoint.authority)
                && style == endpoint.style;
    }

    @Override
    public int hashCode() {
        return Objects.hash(scheme, authority, style);
    }

    @Override
    public String toString() {
        return "ServiceEndpoint[" + scheme + "://" + authority + ", " + style + "]";
    }
}
