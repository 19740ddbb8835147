// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slow reference for {@link UrlMask#mask}: it matches every part with the patterns, without the fast paths. */
final class ReferenceUrlMask {

    private static final String HIDDEN = UrlMask.HIDDEN;

    private static final Set<String> READABLE_VALUES = Set.of(
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

    /** Further names that stay readable. Any other name may be a part of a secret. */
    private static final Set<String> READABLE_NAMES = Set.of(
            "auth_key",
            "awsaccesskeyid",
            "callback",
            "callback-var",
            "googleaccessid",
            "objectmeta",
            "ossaccesskeyid",
            "policy",
            "security-token",
            "signature",
            "symlink",
            "tagging",
            "uploadid",
            "uploads",
            "x-amz-algorithm",
            "x-amz-credential",
            "x-amz-date",
            "x-amz-expires",
            "x-amz-security-token",
            "x-amz-signature",
            "x-amz-signedheaders",
            "x-goog-algorithm",
            "x-goog-credential",
            "x-goog-date",
            "x-goog-expires",
            "x-goog-signature",
            "x-goog-signedheaders",
            "x-oss-ac-forward-allow",
            "x-oss-ac-source-ip",
            "x-oss-ac-subnet-mask",
            "x-oss-ac-vpc-id",
            "x-oss-credential",
            "x-oss-security-token",
            "x-oss-signature");

    private static final Pattern ABSOLUTE = Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)(?<authority>[^/]*)");
    private static final Pattern PLAIN_AUTHORITY =
            Pattern.compile("(?:[\\p{L}\\p{M}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    /** Names that are too short to be a useful part of a secret. */
    private static final Pattern SHORT_NAME = Pattern.compile("[A-Za-z0-9._-]{0,5}");

    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9._~%,/:;+*!'()$@-]*");

    private static final String EQUALS = "(?:=|\uFF1D|%(?:25)*+3D|&#(?:61|x3d);|&equals;)";

    /** Names of signing parameters, which are unlikely in an object key. */
    private static final String SIGNING_NAME = "x-(?:oss|amz|goog)-(?:credential|security-token|signature(?!-version))"
            + "|(?:OSS|AWS)AccessKeyId|signature" + EQUALS;

    private static final String SECRET_NAME = SIGNING_NAME + "|(?:credential|token|secret|password|sig)" + EQUALS;

    /**
     * Text, up to its end, that may be a signed query in a path or value: its delimiters may have been encoded, escaped
     * or lost.
     */
    private static final Pattern HIDDEN_QUERY = Pattern.compile(
            "(?:[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&\\\\\"<>{}|^`\uFF1F\uFF06\uFF1D]|%(?:25)*+(?:26|3F|0A|0D)|"
                    + SECRET_NAME + ").*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Hashes of a CDN of the kinds B and C. */
    private static final List<Pattern> CDN_HASHES = List.of(
            Pattern.compile("/[0-9]{12}/([0-9a-fA-F]{32})/.", Pattern.DOTALL),
            Pattern.compile("/([0-9a-fA-F]{32})/[0-9a-fA-F]{8}/.", Pattern.DOTALL));

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private ReferenceUrlMask() {}

    /**
     * Returns the URL with user info and unknown parameters hidden, and without the fragment. The result is
     * {@link UrlMask#HIDDEN} if the text does not begin like a URL or is longer than a link may be.
     */
    static String mask(String url) {
        if (url.length() > LinkAddress.MAX_LINK_LENGTH) {
            return HIDDEN;
        }
        String withoutFragment = before(url, '#');
        String base = before(withoutFragment, '?');
        Matcher absolute = ABSOLUTE.matcher(base);
        if (!absolute.lookingAt()) {
            return HIDDEN;
        }
        String path = base.substring(absolute.end());
        String signature = "";
        for (Pattern pattern : CDN_HASHES) {
            Matcher cdn = pattern.matcher(path);
            if (cdn.lookingAt()) {
                signature = path.substring(0, cdn.start(1)) + HIDDEN;
                path = path.substring(cdn.end(1));
                break;
            }
        }
        path = signature + HIDDEN_QUERY.matcher(path).replaceFirst(HIDDEN);
        String masked = absolute.group("scheme") + maskAuthority(absolute.group("authority")) + path;
        String printable = UNPRINTABLE.matcher(masked).replaceAll("\uFFFD");
        if (base.length() == withoutFragment.length()) {
            return printable;
        }
        StringJoiner query = new StringJoiner("&", printable + "?", "");
        for (String parameter : parameters(withoutFragment)) {
            query.add(maskParameter(parameter));
        }
        return query.toString();
    }

    private static String[] parameters(String url) {
        int query = url.indexOf('?');
        return query < 0 ? new String[0] : url.substring(query + 1).split("&", -1);
    }

    private static String maskParameter(String parameter) {
        String name = before(parameter, '=');
        if (name.length() == parameter.length()) {
            return maskName(name);
        }
        String value = parameter.substring(name.length() + 1);
        boolean harmless = READABLE_VALUES.contains(name.toLowerCase(Locale.ROOT))
                && PLAIN_VALUE.matcher(value).matches()
                && !HIDDEN_QUERY.matcher(value).find();
        return maskName(name) + "=" + (harmless ? value : HIDDEN);
    }

    private static String maskName(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        boolean harmless = SHORT_NAME.matcher(name).matches()
                || READABLE_VALUES.contains(lowerCase)
                || READABLE_NAMES.contains(lowerCase);
        return harmless ? name : HIDDEN;
    }

    private static String maskAuthority(String authority) {
        int at = authority.lastIndexOf('@');
        String host = authority.substring(at + 1);
        String plainHost = PLAIN_AUTHORITY.matcher(host).matches() ? host : HIDDEN;
        return at < 0 ? plainHost : HIDDEN + "@" + plainHost;
    }

    private static String before(String text, char delimiter) {
        int end = text.indexOf(delimiter);
        return end < 0 ? text : text.substring(0, end);
    }
}
