package io.github.osspresign.link;

import io.github.osspresign.oss.PercentCoding;
import io.github.osspresign.oss.UrlParts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the secrets of a URL, so that it can be logged. Only parts that are known to be harmless stay readable. Secrets
 * of unknown signature schemes and of damaged URLs are therefore hidden too.
 */
public final class UrlMask {

    /** Replacement of a hidden value. */
    public static final String HIDDEN = "xxxxxx";

    private static final ParameterNameSet READABLE_VALUES = new ParameterNameSet(
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
    private static final ParameterNameSet READABLE_NAMES = new ParameterNameSet(
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

    private static final Pattern PLAIN_AUTHORITY =
            Pattern.compile("(?:[\\p{L}\\p{M}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    /** Names that are too short to be a useful part of a secret. */
    private static final Pattern SHORT_NAME = Pattern.compile("[A-Za-z0-9._-]{0,5}");

    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9._~%,/:;+*!'()$@-]*");

    private static final Pattern CREDENTIAL =
            Pattern.compile("signature|credential|token|accesskey", Pattern.CASE_INSENSITIVE);

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

    /** Text that certainly is a signed query. Object keys may contain {@code a&b} and {@code token=1}. */
    private static final Pattern SECRET_IN_PATH =
            Pattern.compile("(?:" + SIGNING_NAME + ").*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** Minimum length of a secret. Hiding shorter values in all messages would make these unreadable. */
    private static final int MIN_SECRET_LENGTH = 8;

    /** Prefix of parameters that set response headers. Their values are expected in the response. */
    private static final String RESPONSE_PREFIX = "response-";

    private UrlMask() {}

    /**
     * Returns the URL with user info and unknown parameters hidden, and without the fragment. The result is
     * {@link #HIDDEN} if the text does not begin like a URL or is longer than a link may be.
     */
    public static String mask(String url) {
        if (url.length() > LinkAddress.MAX_LINK_LENGTH) {
            return HIDDEN;
        }
        UrlParts parts = UrlParts.of(url);
        if (parts == null) {
            return HIDDEN;
        }
        int end = parts.fragmentStart();
        MaskedText masked = new MaskedText(url, end);
        hideInAuthority(masked, url, parts.authorityStart(), parts.pathStart());
        hideInPath(masked, url, parts.pathStart(), parts.queryStart());
        int next = parts.queryStart();
        while (next < end) {
            int parameter = next + 1;
            next = find(url, '&', parameter, end);
            hideParameter(masked, url, parameter, next);
        }
        return masked.toString();
    }

    private static void hideInAuthority(MaskedText masked, String url, int start, int end) {
        if (!UnreservedText.isHostName(url, start, end)) {
            masked.replace(start, end, printable(maskAuthority(url.substring(start, end))));
        }
    }

    private static void hideInPath(MaskedText masked, String url, int start, int end) {
        if (!UnreservedText.isHarmless(url, start, end)) {
            masked.replace(
                    start,
                    end,
                    printable(HIDDEN_QUERY.matcher(url.substring(start, end)).replaceFirst(HIDDEN)));
        }
    }

    private static String printable(String text) {
        return UnreservedText.isHarmless(text, 0, text.length())
                ? text
                : UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
    }

    /**
     * Returns the values that {@link #mask} hides in path and parameters, encoded and decoded, so that they can be
     * hidden in other texts too.
     */
    public static List<String> secrets(String url) {
        Set<String> secrets = new LinkedHashSet<>(hiddenQueries(url));
        for (String parameter : parameters(url)) {
            String name = before(parameter, '=');
            String value = name.length() == parameter.length() ? name : parameter.substring(name.length() + 1);
            boolean responseHeader = name.toLowerCase(Locale.ROOT).startsWith(RESPONSE_PREFIX);
            if (!responseHeader
                    && value.length() >= MIN_SECRET_LENGTH
                    && !maskParameter(parameter).equals(parameter)) {
                secrets.add(value);
                secrets.addAll(decodings(value));
            }
        }
        return List.copyOf(secrets);
    }

    /**
     * Returns the secrets that give access to the object or identify the signer: signature, token and access key id.
     */
    public static List<String> credentials(String url) {
        Set<String> credentials = new LinkedHashSet<>(hiddenQueries(url));
        for (String parameter : parameters(url)) {
            if (CREDENTIAL.matcher(before(parameter, '=')).find()) {
                credentials.addAll(secrets("?" + parameter));
            }
        }
        return List.copyOf(credentials);
    }

    private static List<String> hiddenQueries(String url) {
        List<String> hiddenQueries = new ArrayList<>();
        Matcher query = SECRET_IN_PATH.matcher(before(before(url, '#'), '?'));
        if (query.find()) {
            hiddenQueries.add(query.group());
            hiddenQueries.addAll(decodings(query.group()));
        }
        return hiddenQueries;
    }

    /** Returns the forms in which a service that decodes a value may repeat it. Some read "+" as a space. */
    private static List<String> decodings(String value) {
        String decoded = PercentCoding.decodeLeniently(value);
        return List.of(decoded, PercentCoding.decodeParameterLeniently(value), decoded.replace('+', ' '));
    }

    private static String[] parameters(String url) {
        int query = before(url, '?').length();
        return query == url.length() ? new String[0] : url.substring(query + 1).split("&", -1);
    }

    private static String maskParameter(String parameter) {
        MaskedText masked = new MaskedText(parameter, parameter.length());
        hideParameter(masked, parameter, 0, parameter.length());
        return masked.toString();
    }

    private static void hideParameter(MaskedText masked, String url, int start, int end) {
        int nameEnd = find(url, '=', start, end);
        boolean readableValue = READABLE_VALUES.contains(url, start, nameEnd);
        boolean readableName = readableValue
                || READABLE_NAMES.contains(url, start, nameEnd)
                || SHORT_NAME.matcher(url).region(start, nameEnd).matches();
        if (!readableName) {
            masked.replace(start, nameEnd, HIDDEN);
        }
        if (nameEnd < end && !(readableValue && isReadable(url, nameEnd + 1, end))) {
            masked.replace(nameEnd + 1, end, HIDDEN);
        }
    }

    private static boolean isReadable(String url, int start, int end) {
        if (UnreservedText.isHarmless(url, start, end)) {
            return true;
        }
        String value = url.substring(start, end);
        return PLAIN_VALUE.matcher(value).matches()
                && !HIDDEN_QUERY.matcher(value).find();
    }

    private static String maskAuthority(String authority) {
        int at = authority.lastIndexOf('@');
        String host = authority.substring(at + 1);
        String plainHost = PLAIN_AUTHORITY.matcher(host).matches() ? host : HIDDEN;
        return at < 0 ? plainHost : HIDDEN + "@" + plainHost;
    }

    private static String before(String text, char delimiter) {
        return text.substring(0, find(text, delimiter, 0, text.length()));
    }

    /** Returns the first position of a character between two positions, or the end if there is none. */
    private static int find(String text, char c, int start, int end) {
        int position = text.indexOf(c, start);
        return position < 0 || position > end ? end : position;
    }
}
