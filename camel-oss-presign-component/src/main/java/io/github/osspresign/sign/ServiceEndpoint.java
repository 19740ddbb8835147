package io.github.osspresign.sign;

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

    private static final Pattern SHAPE = Pattern.compile(
            "(?:(?<scheme>https?)://)?(?<authority>(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])"
                    + "(?::[0-9]{1,5})?)/?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IP_OR_LOCALHOST =
            Pattern.compile("localhost|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_REGION = Pattern.compile(
            "(?:[a-z0-9_-]+\\.)?(?:oss-(?!accelerate)(?<first>[a-z0-9-]+?)(?:-internal)?|(?<second>[a-z0-9-]+)\\.oss)"
                    + "\\.aliyuncs\\.com(?::[0-9]+)?");

    /** The service's own host of a region. */
    public static ServiceEndpoint of(String region, EndpointType type) {
        Region.require(region);
        return new ServiceEndpoint("https", type.host(region), AddressStyle.VIRTUAL_HOST);
    }

    /**
     * Reads a host or an http(s) URL without path; https where no scheme is given.
     *
     * @param cname whether the host is the bucket's own domain
     * @param pathStyle whether to write the bucket into the path; for IP addresses and localhost it always is
     * @throws IllegalArgumentException if it has any other form, or both forms of bucket address are asked for
     */
    public static ServiceEndpoint parse(String text, boolean cname, boolean pathStyle) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "endpoint: expected host[:port] or http(s)://host[:port] but was '" + withoutUserInfo(text) + "'");
        }
        if (cname && pathStyle) {
            throw new IllegalArgumentException(
                    "endpoint: expected cname or pathStyle but both are set for '" + text + "'");
        }
        String scheme = matcher.group("scheme") == null
                ? "https"
                : matcher.group("scheme").toLowerCase(Locale.ROOT);
        return new ServiceEndpoint(scheme, matcher.group("authority"), style(matcher.group("host"), cname, pathStyle));
    }

    /** The region that the host shows; accelerate hosts and other domains show none. */
    public Optional<String> region() {
        Matcher matcher = WITH_REGION.matcher(authority.toLowerCase(Locale.ROOT));
        if (style == AddressStyle.CNAME || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(matcher.group("first")).or(() -> Optional.ofNullable(matcher.group("second")));
    }

    /** The authority that a link to this bucket has. */
    public String authority(String bucket) {
        return style == AddressStyle.VIRTUAL_HOST ? bucket + "." + authority : authority;
    }

    private static AddressStyle style(String host, boolean cname, boolean pathStyle) {
        if (cname) {
            return AddressStyle.CNAME;
        }
        return pathStyle || IP_OR_LOCALHOST.matcher(host).matches() ? AddressStyle.PATH : AddressStyle.VIRTUAL_HOST;
    }

    private static String withoutUserInfo(String text) {
        return text.substring(text.lastIndexOf('@') + 1);
    }
}
