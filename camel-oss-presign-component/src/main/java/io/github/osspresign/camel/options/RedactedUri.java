// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.Sha256;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.URISupport;

/**
 * Endpoint URI with hashes in place of secrets. Camel shows endpoint URIs unmasked in several places. The hashes keep the
 * URIs of endpoints with different secrets different.
 */
public final class RedactedUri {

    private static final int HASH_BYTES = 8;

    /** Names of secret options, and those of the SDK for the same values, in lower case and without hyphens. */
    private static final Set<String> SECRET_OPTIONS = Set.of(
            "accesskey",
            "secretkey",
            "sessiontoken",
            "authkey",
            "proxyauthusername",
            "proxyauthpassword",
            "accesskeyid",
            "accesskeysecret",
            "securitytoken");

    /** Option of a URI that is the value of an option. Camel masks secret ones, but not if a hyphen is in their names. */
    private static final Pattern INNER_OPTION =
            Pattern.compile("(?<=[?&])([^?&=]+)=(?:RAW\\([^)]*\\)|RAW\\{[^}]*}|[^&)]*)");

    /** Parameters of links of V1 and of a CDN; those of V4 begin with {@code x-oss-}. */
    private static final Set<String> OTHER_PARAMETERS =
            Set.of("ossaccesskeyid", "signature", "security-token", "auth_key");

    /** Salt of this process. Without a salt, a weak password could be guessed from its hash. */
    private static final byte[] SALT = SecureRandom.getSeed(16);

    private RedactedUri() {}

    /** Returns the URI with its secrets replaced, or the URI itself if it has none. */
    public static String of(String uri) throws URISyntaxException {
        String query = URISupport.extractQuery(uri);
        if (query == null) {
            return uri;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        StringBuilder secrets = new StringBuilder();
        // Parsed raw, so that the other options stay unchanged.
        URISupport.parseQuery(query, true).forEach((name, value) -> {
            Object redacted = isSecretOption(name) ? UrlMask.HIDDEN : sanitized(value);
            shown.put(name, redacted);
            if (!redacted.equals(value)) {
                secrets.append(value).append('\n');
            }
        });
        if (secrets.isEmpty()) {
            return uri;
        }
        shown.put("secretsHash", saltedHash(secrets.toString()));
        return URISupport.stripQuery(uri) + "?" + URISupport.createQueryString(shown, false);
    }

    /** Returns whether a name is a query parameter of a signed URL instead of an endpoint option. */
    public static boolean isSignedUrlParameter(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return lowerCase.startsWith("x-oss-") || OTHER_PARAMETERS.contains(lowerCase);
    }

    private static Object sanitized(Object value) {
        if (value instanceof List<?> several) {
            return several.stream().map(RedactedUri::sanitized).toList();
        }
        String text = String.valueOf(value);
        // An encoded URI is hidden as a whole: its parts would be options of the outer one if it were shown.
        String decoded = PercentCoding.decodeLeniently(text);
        String shown = withoutSecrets(text);
        return !shown.equals(text) || withoutSecrets(decoded).equals(decoded) ? shown : UrlMask.HIDDEN;
    }

    private static String withoutSecrets(String text) {
        return INNER_OPTION
                .matcher(String.valueOf(URISupport.sanitizeUri(text)))
                .replaceAll(option -> Matcher.quoteReplacement(
                        isSecretOption(option.group(1)) ? option.group(1) + "=" + UrlMask.HIDDEN : option.group()));
    }

    /** Returns whether a name is a secret option in any spelling that Camel binds, such as with hyphens or a prefix. */
    private static boolean isSecretOption(String name) {
        String spelled = name.replace("-", "").toLowerCase(Locale.ROOT);
        return SECRET_OPTIONS.stream().anyMatch(spelled::endsWith);
    }

    private static String saltedHash(String text) {
        MessageDigest sha256 = Sha256.digest();
        sha256.update(SALT);
        return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)), 0, HASH_BYTES);
    }
}
