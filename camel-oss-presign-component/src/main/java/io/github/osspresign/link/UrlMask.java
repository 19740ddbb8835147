package io.github.osspresign.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a URL that may be logged. Only what is known to be harmless stays readable, so a secret of a scheme that
 * nobody thought of, or of a URL that was mangled on its way, stays hidden too.
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

    private static final Pattern ABSOLUTE = Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)(?<authority>[^/]*)");
    private static final Pattern PLAIN_AUTHORITY =
            Pattern.compile("(?:[\\p{L}\\p{M}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final Pattern SUB_RESOURCE = Pattern.compile("[A-Za-z-]{0,20}");

    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9._~%,/:;+*!'()$@-]*");

    private static final Pattern CREDENTIAL =
            Pattern.compile("signature|credential|token|accesskey", Pattern.CASE_INSENSITIVE);

    /** A question mark or ampersand under any number of encodings: what follows may be a whole signed query. */
    private static final Pattern ENCODED_QUERY = Pattern.compile("%(?:25)*+(?:26|3[Ff]).*", Pattern.DOTALL);

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** Shorter values are no secrets, and to hide them everywhere would make messages unreadable. */
    private static final int SHORTEST_SECRET = 8;

    private UrlMask() {}

    /**
     * The URL with user info left out, unknown parameters hidden and any fragment dropped. Of a text that does not
     * begin like a URL nothing is shown.
     */
    public static String mask(String url) {
        String withoutFragment = before(url, '#');
        String base = before(withoutFragment, '?');
        Matcher absolute = ABSOLUTE.matcher(base);
        if (!absolute.lookingAt()) {
            return HIDDEN;
        }
        String path = ENCODED_QUERY.matcher(base.substring(absolute.end())).replaceFirst(HIDDEN);
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

    /**
     * The parameter values that {@link #mask} hides, as they stand in the URL and decoded; for hiding them in other
     * texts too.
     */
    public static List<String> secrets(String url) {
        List<String> secrets = new ArrayList<>();
        for (String parameter : parameters(url)) {
            String name = before(parameter, '=');
            String value = name.length() == parameter.length() ? name : parameter.substring(name.length() + 1);
            if (value.length() >= SHORTEST_SECRET && !maskParameter(parameter).equals(parameter)) {
                secrets.add(value);
                secrets.addAll(decodings(value));
            }
        }
        return List.copyOf(secrets);
    }

    /** Of those the ones that open the object, or tell whose they are: signature, token, access key. */
    public static List<String> credentials(String url) {
        List<String> credentials = new ArrayList<>();
        for (String parameter : parameters(url)) {
            if (CREDENTIAL.matcher(before(parameter, '=')).find()) {
                credentials.addAll(secrets("?" + parameter));
            }
        }
        return List.copyOf(credentials);
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
        String name = before(parameter, '=');
        if (name.length() == parameter.length()) {
            return SUB_RESOURCE.matcher(parameter).matches() ? parameter : HIDDEN;
        }
        String value = parameter.substring(name.length() + 1);
        boolean harmless = HARMLESS.contains(name.toLowerCase(Locale.ROOT))
                && PLAIN_VALUE.matcher(value).matches()
                && !ENCODED_QUERY.matcher(value).find();
        return (PLAIN_NAME.matcher(name).matches() ? name : HIDDEN) + "=" + (harmless ? value : HIDDEN);
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
