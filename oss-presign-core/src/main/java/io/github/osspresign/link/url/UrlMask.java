// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import static io.github.osspresign.oss.syntax.UrlParts.find;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.syntax.Digits;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.UrlParts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the secrets of a URL, so that it can be logged. Only parts that are known to be harmless stay readable. Secrets
 * of unknown signature schemes and of damaged URLs are therefore hidden too.
 */
public final class UrlMask {

    /** Replacement of a hidden value. */
    public static final String HIDDEN = FailureContext.HIDDEN;

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
            "auth_key",
            "callback",
            "callback-var",
            "objectmeta",
            "ossaccesskeyid",
            "policy",
            "security-token",
            "signature",
            "symlink",
            "tagging",
            "uploadid",
            "uploads",
            "x-oss-ac-forward-allow",
            "x-oss-ac-source-ip",
            "x-oss-ac-subnet-mask",
            "x-oss-ac-vpc-id",
            "x-oss-credential",
            "x-oss-security-token",
            "x-oss-signature");

    private static final Pattern PLAIN_AUTHORITY =
            Pattern.compile("(?:[\\p{L}\\p{M}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    private static final int MAX_PORT_DIGITS = 5;

    /** Maximum length of a name that is too short to be a useful part of a secret. */
    private static final int SHORT_NAME = 5;

    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9._~%,/:;+*!'()$@-]*");

    private static final List<String> CREDENTIALS =
            List.of("signature", "credential", "token", "accesskey", "auth_key");

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
        StringBuilder masked = new StringBuilder(end).append(url, 0, parts.authorityStart());
        appendAuthority(masked, url, parts.authorityStart(), parts.pathStart());
        appendPath(masked, url, parts.pathStart(), parts.queryStart());
        int next = parts.queryStart();
        while (next < end) {
            int parameter = next + 1;
            masked.append(url.charAt(next));
            next = find(url, '&', parameter, end);
            appendParameter(masked, url, parameter, next);
        }
        return masked.toString();
    }

    private static void appendAuthority(StringBuilder masked, String url, int start, int end) {
        if (isPlainAuthority(url, start, end)) {
            masked.append(url, start, end);
        } else {
            masked.append(printable(maskAuthority(url.substring(start, end))));
        }
    }

    /** Fast path for a host name with or without a port. */
    private static boolean isPlainAuthority(String url, int start, int end) {
        int hostEnd = find(url, ':', start, end);
        boolean hasPort = hostEnd + 1 < end && end - hostEnd <= MAX_PORT_DIGITS + 1;
        return UnreservedText.isHostName(url, start, hostEnd)
                && (hostEnd == end || (hasPort && Digits.areAll(url, hostEnd + 1, end)));
    }

    private static void appendPath(StringBuilder masked, String url, int pathStart, int end) {
        int hash = CdnUrl.hashPosition(url, pathStart, end);
        int start = hash < 0 ? pathStart : hash + CdnUrl.HASH_LENGTH;
        if (hash >= 0) {
            masked.append(url, pathStart, hash).append(HIDDEN);
        }
        if (UnreservedText.isHarmless(url, start, end)) {
            masked.append(url, start, end);
        } else {
            masked.append(
                    printable(HIDDEN_QUERY.matcher(url.substring(start, end)).replaceFirst(HIDDEN)));
        }
    }

    private static String printable(String text) {
        return UnreservedText.isHarmless(text, 0, text.length())
                ? text
                : SecretMatcher.UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
    }

    /**
     * Returns the values that {@link #mask} hides in path and parameters, encoded and decoded, so that they can be
     * hidden in other texts too. A value may occur twice.
     */
    public static List<String> secrets(String url) {
        return secrets(url, false);
    }

    /**
     * Returns the secrets that give access to the object or identify the signer: signature, token and access key id.
     */
    public static List<String> credentials(String url) {
        return secrets(url, true);
    }

    private static List<String> secrets(String url, boolean onlyCredentials) {
        List<String> secrets = new ArrayList<>(hiddenInPath(url));
        int next = find(url, '?', 0, url.length());
        while (next < url.length()) {
            int start = next + 1;
            next = find(url, '&', start, url.length());
            int nameEnd = find(url, '=', start, next);
            if (!onlyCredentials || isCredential(url, start, nameEnd) || CdnUrl.isHashWithTime(url, start, next)) {
                addSecret(secrets, url, start, nameEnd, next);
            }
        }
        return Collections.unmodifiableList(secrets);
    }

    /** Adds the value of a parameter, or the name if there is no value, if {@link #mask} hides it. */
    private static void addSecret(List<String> secrets, String url, int start, int nameEnd, int end) {
        int valueStart = nameEnd == end ? start : nameEnd + 1;
        boolean responseHeader = nameEnd - start >= RESPONSE_PREFIX.length()
                && url.regionMatches(true, start, RESPONSE_PREFIX, 0, RESPONSE_PREFIX.length());
        if (!responseHeader
                && end - valueStart >= SecretMatcher.SHORTEST
                && !(isReadableName(url, start, nameEnd) && isReadableValue(url, start, nameEnd, end))) {
            String value = url.substring(valueStart, end);
            secrets.add(value);
            if (CdnUrl.endsWithHash(url, valueStart, end) && url.charAt(end - CdnUrl.HASH_LENGTH - 1) == '-') {
                secrets.add(url.substring(end - CdnUrl.HASH_LENGTH, end));
            }
            if (value.indexOf('%') >= 0 || value.indexOf('+') >= 0) {
                secrets.addAll(decodings(value));
            }
        }
    }

    private static boolean isCredential(String url, int start, int end) {
        for (int i = start; i < end; i++) {
            // Most characters begin no word. As in regionMatches, letters with the same upper case are equal.
            char letter = Character.toLowerCase(Character.toUpperCase(url.charAt(i)));
            for (String word : CREDENTIALS) {
                if (letter == word.charAt(0)
                        && i + word.length() <= end
                        && url.regionMatches(true, i, word, 0, word.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the hash of a CDN in the path, and what may be a signed query in it. */
    private static List<String> hiddenInPath(String url) {
        int end = find(url, '?', 0, find(url, '#', 0, url.length()));
        // In a link of OSS, these are folders of the key.
        UrlParts parts = ParsedPresignedUrl.isPresigned(url) ? null : UrlParts.of(url);
        int hash = parts == null ? -1 : CdnUrl.hashPosition(url, parts.pathStart(), end);
        if (hash < 0 && isHarmlessAddress(url, end)) {
            return List.of();
        }
        List<String> hidden = new ArrayList<>();
        if (hash >= 0) {
            hidden.add(url.substring(hash, hash + CdnUrl.HASH_LENGTH));
        }
        Matcher query = SECRET_IN_PATH.matcher(url.substring(0, end));
        if (query.find()) {
            hidden.add(query.group());
            hidden.addAll(decodings(query.group()));
        }
        return hidden;
    }

    /** Returns whether scheme, authority and path are harmless. No name of a signing parameter contains a colon. */
    private static boolean isHarmlessAddress(String url, int end) {
        int start = 0;
        while (start < end) {
            int colon = find(url, ':', start, end);
            if (!UnreservedText.isHarmless(url, start, colon)) {
                return false;
            }
            start = colon + 1;
        }
        return true;
    }

    /** Returns the forms in which a service that decodes a value may repeat it. Some read "+" as a space. */
    private static List<String> decodings(String value) {
        String decoded = PercentCoding.decodeLeniently(value);
        if (value.indexOf('+') < 0 && decoded.indexOf('+') < 0) {
            return List.of(decoded);
        }
        return List.of(decoded, PercentCoding.decodeParameterLeniently(value), decoded.replace('+', ' '));
    }

    private static void appendParameter(StringBuilder masked, String url, int start, int end) {
        int nameEnd = find(url, '=', start, end);
        // With the equals sign, if there is one.
        int valueStart = Math.min(nameEnd + 1, end);
        if (isReadableName(url, start, nameEnd)) {
            masked.append(url, start, valueStart);
        } else {
            masked.append(HIDDEN).append(url, nameEnd, valueStart);
        }
        if (isReadableValue(url, start, nameEnd, end)) {
            masked.append(url, valueStart, end);
        } else {
            masked.append(HIDDEN);
        }
    }

    private static boolean isReadableName(String url, int start, int end) {
        return READABLE_VALUES.contains(url, start, end)
                || READABLE_NAMES.contains(url, start, end)
                || isShortName(url, start, end);
    }

    private static boolean isShortName(String url, int start, int end) {
        boolean readable = end - start <= SHORT_NAME;
        for (int i = start; readable && i < end; i++) {
            readable = UnreservedText.isNameCharacter(url.charAt(i));
        }
        return readable;
    }

    /** Returns whether the value of a parameter is readable, or there is none. */
    private static boolean isReadableValue(String url, int start, int nameEnd, int end) {
        return nameEnd == end || (READABLE_VALUES.contains(url, start, nameEnd) && isReadable(url, nameEnd + 1, end));
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
}
