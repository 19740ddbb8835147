package io.github.osspresign.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a URL that may be logged. Only what is known to be harmless stays readable, so a secret of a scheme that
 * nobody thought of, or of a URL that was mangled on its way, stays hidden too.
 */
public final class UrlMask {

    /** What stands in the place of a hidden value. */
    public static final String HIDDEN = "xxxxxx";

    private static final ParameterNames HARMLESS = new ParameterNames(
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

    /** Other names that may be shown; of any other name nobody knows that it is not a piece of a secret. */
    private static final ParameterNames KNOWN = new ParameterNames(
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

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern PLAIN_AUTHORITY =
            Pattern.compile("(?:[\\p{L}\\p{M}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    /** Too short to be of use to a thief. */
    private static final Pattern SHORT_NAME = Pattern.compile("[A-Za-z0-9._-]{0,5}");

    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9._~%,/:;+*!'()$@-]*");

    private static final Pattern CREDENTIAL =
            Pattern.compile("signature|credential|token|accesskey", Pattern.CASE_INSENSITIVE);

    private static final String EQUALS = "(?:=|\uFF1D|%(?:25)*+3D|&#(?:61|x3d);|&equals;)";

    /** What no object or folder is called. */
    private static final String SIGNING_NAME = "x-(?:oss|amz|goog)-(?:credential|security-token|signature(?!-version))"
            + "|(?:OSS|AWS)AccessKeyId|signature" + EQUALS;

    private static final String SECRET_NAME = SIGNING_NAME + "|(?:credential|token|secret|password|sig)" + EQUALS;

    /**
     * Where something begins that is no path or harmless value any more, but may be a whole signed query whose signs were
     * encoded, escaped or lost on the way: everything from there on.
     */
    private static final Pattern QUERY_IN_DISGUISE = Pattern.compile(
            "(?:[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&\\\\\"<>{}|^`\uFF1F\uFF06\uFF1D]|%(?:25)*+(?:26|3F|0A|0D)|"
                    + SECRET_NAME + ").*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Of those, what surely is one; an object may be called {@code a&b} and lie in a folder {@code token=1}. */
    private static final Pattern SECRET_IN_PATH =
            Pattern.compile("(?:" + SIGNING_NAME + ").*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** Shorter values are no secrets, and to hide them everywhere would make messages unreadable. */
    private static final int SHORTEST_SECRET = 8;

    /** Begins the names of parameters that say what the service shall answer; so their values are to come back. */
    private static final String ANSWER = "response-";

    private UrlMask() {}

    /**
     * The URL with user info left out, unknown parameters hidden and any fragment dropped. Of a text that does not
     * begin like a URL, or is longer than a link may be, nothing is shown.
     */
    public static String mask(String url) {
        if (url.length() > LinkAddress.LONGEST_LINK) {
            return HIDDEN;
        }
        int end = find(url, '#', 0, url.length());
        int pathEnd = find(url, '?', 0, end);
        int schemeEnd = url.indexOf("://");
        int authority = schemeEnd + 3;
        if (schemeEnd < 0 || authority > pathEnd || !isScheme(url, schemeEnd)) {
            return HIDDEN;
        }
        int path = find(url, '/', authority, pathEnd);
        MaskedText masked = new MaskedText(url, end);
        hideInAuthority(masked, url, authority, path);
        hideInPath(masked, url, path, pathEnd);
        int next = pathEnd;
        while (next < end) {
            int parameter = next + 1;
            next = find(url, '&', parameter, end);
            hideParameter(masked, url, parameter, next);
        }
        return masked.toString();
    }

    private static boolean isScheme(String url, int end) {
        return (end == 5 && url.startsWith("https"))
                || SCHEME.matcher(url).region(0, end).matches();
    }

    private static void hideInAuthority(MaskedText masked, String url, int start, int end) {
        if (!UnreservedText.isHostName(url, start, end)) {
            masked.replace(start, end, printable(maskAuthority(url.substring(start, end))));
        }
    }

    private static void hideInPath(MaskedText masked, String url, int start, int end) {
        if (!UnreservedText.is(url, start, end)) {
            masked.replace(
                    start,
                    end,
                    printable(
                            QUERY_IN_DISGUISE.matcher(url.substring(start, end)).replaceFirst(HIDDEN)));
        }
    }

    private static String printable(String text) {
        return UnreservedText.is(text, 0, text.length())
                ? text
                : UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
    }

    /**
     * What {@link #mask} hides of path and parameters, as it stands in the URL and decoded; for hiding it in other texts
     * too.
     */
    public static List<String> secrets(String url) {
        List<String> secrets = new ArrayList<>(disguised(url));
        for (String parameter : parameters(url)) {
            String name = before(parameter, '=');
            String value = name.length() == parameter.length() ? name : parameter.substring(name.length() + 1);
            boolean wanted = name.toLowerCase(Locale.ROOT).startsWith(ANSWER);
            if (!wanted
                    && value.length() >= SHORTEST_SECRET
                    && !maskParameter(parameter).equals(parameter)) {
                secrets.add(value);
                secrets.addAll(decodings(value));
            }
        }
        return List.copyOf(secrets);
    }

    /** Of those the ones that open the object, or tell whose they are: signature, token, access key. */
    public static List<String> credentials(String url) {
        List<String> credentials = new ArrayList<>(disguised(url));
        for (String parameter : parameters(url)) {
            if (CREDENTIAL.matcher(before(parameter, '=')).find()) {
                credentials.addAll(secrets("?" + parameter));
            }
        }
        return List.copyOf(credentials);
    }

    private static List<String> disguised(String url) {
        List<String> disguised = new ArrayList<>();
        Matcher query = SECRET_IN_PATH.matcher(before(before(url, '#'), '?'));
        if (query.find()) {
            disguised.add(query.group());
            disguised.addAll(decodings(query.group()));
        }
        return disguised;
    }

    private static List<String> decodings(String value) {
        try {
            // A service that reads "+" as a blank echoes a blank.
            String formDecoded = URLDecoder.decode(value, StandardCharsets.UTF_8);
            String decoded = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
            return List.of(decoded, formDecoded, decoded.replace('+', ' '));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static String[] parameters(String url) {
        int query = url.indexOf('?');
        return query < 0 ? new String[0] : url.substring(query + 1).split("&", -1);
    }

    private static String maskParameter(String parameter) {
        MaskedText masked = new MaskedText(parameter, parameter.length());
        hideParameter(masked, parameter, 0, parameter.length());
        return masked.toString();
    }

    private static void hideParameter(MaskedText masked, String url, int start, int end) {
        int nameEnd = find(url, '=', start, end);
        boolean harmlessValue = HARMLESS.contain(url, start, nameEnd);
        boolean harmlessName = harmlessValue
                || KNOWN.contain(url, start, nameEnd)
                || SHORT_NAME.matcher(url).region(start, nameEnd).matches();
        if (!harmlessName) {
            masked.replace(start, nameEnd, HIDDEN);
        }
        if (nameEnd < end && !(harmlessValue && isReadable(url, nameEnd + 1, end))) {
            masked.replace(nameEnd + 1, end, HIDDEN);
        }
    }

    private static boolean isReadable(String url, int start, int end) {
        if (UnreservedText.is(url, start, end)) {
            return true;
        }
        String value = url.substring(start, end);
        return PLAIN_VALUE.matcher(value).matches()
                && !QUERY_IN_DISGUISE.matcher(value).find();
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

    /** The first position of the character between two others, else the end. */
    private static int find(String text, char wanted, int start, int end) {
        int position = text.indexOf(wanted, start);
        return position < 0 || position > end ? end : position;
    }
}
