package io.github.osspresign.link;

import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The form of a URL that may be logged. Only parameters known to be harmless keep their value, so a secret of a scheme
 * that nobody thought of stays hidden too.
 */
public final class UrlMask {

    /** What stands in the place of a hidden value. */
    public static final String HIDDEN = "xxxxxx";

    private static final Set<String> HARMLESS = Set.of(
            "expires",
            "partnumber",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires",
            "versionid",
            "x-oss-additional-headers",
            "x-oss-date",
            "x-oss-expires",
            "x-oss-process",
            "x-oss-request-payer",
            "x-oss-signature-version",
            "x-oss-traffic-limit");

    private UrlMask() {}

    /** The URL with user info left out, unknown parameter values hidden and any fragment dropped. */
    public static String mask(String url) {
        String withoutFragment = before(url, '#');
        String base = before(withoutFragment, '?');
        String masked = withoutUserInfo(base);
        if (base.length() == withoutFragment.length()) {
            return masked;
        }
        StringJoiner query = new StringJoiner("&", masked + "?", "");
        for (String parameter : withoutFragment.substring(base.length() + 1).split("&", -1)) {
            query.add(maskParameter(parameter));
        }
        return query.toString();
    }

    private static String maskParameter(String parameter) {
        String name = before(parameter, '=');
        boolean hasValue = name.length() < parameter.length();
        return !hasValue || HARMLESS.contains(name.toLowerCase(Locale.ROOT)) ? parameter : name + "=" + HIDDEN;
    }

    private static String withoutUserInfo(String base) {
        int authority = base.indexOf("://") + 3;
        if (authority < 3) {
            return base;
        }
        int end = base.indexOf('/', authority);
        int at = base.lastIndexOf('@', end < 0 ? base.length() : end);
        return at < authority ? base : base.substring(0, authority) + HIDDEN + base.substring(at);
    }

    private static String before(String text, char delimiter) {
        int end = text.indexOf(delimiter);
        return end < 0 ? text : text.substring(0, end);
    }
}
