package io.github.osspresign.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.URISupport;

/**
 * The URI of an endpoint as others may see it, which Camel shows in places where it masks nothing. Hashes stand for what
 * is hidden, so that endpoints differ where it does.
 */
public final class RedactedUri {

    private static final String HIDDEN = "xxxxxx";
    private static final int HASH_BYTES = 8;

    /** In lower case and without hyphens. */
    private static final Set<String> SECRETS = Set.of("accesskey", "secretkey", "sessiontoken", "proxyauthpassword");

    private static final String SECRET_URL = "secreturl";
    private static final Set<String> OF_V1 = Set.of("ossaccesskeyid", "signature", "security-token");

    /** A password may be one that can be guessed from its hash, if that is the same everywhere. */
    private static final byte[] SALT = SecureRandom.getSeed(16);

    private RedactedUri() {}

    /** The URI itself where it has no secret. */
    public static String of(String uri) throws URISyntaxException {
        String query = URISupport.extractQuery(uri);
        if (query == null) {
            return uri;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        StringBuilder secrets = new StringBuilder();
        // Raw, so that the other options stay as they are written.
        URISupport.parseQuery(query, true).forEach((name, value) -> {
            String text = String.valueOf(value);
            if (is(SECRET_URL, name)) {
                shown.put(name, HIDDEN);
                // The signature in it is nothing to guess, so neither is the URL from its hash.
                shown.put("urlHash", hash(new byte[0], text));
            } else if (SECRETS.stream().anyMatch(secret -> is(secret, name))) {
                shown.put(name, HIDDEN);
                secrets.append(text).append('\n');
            } else {
                Object sanitized = sanitized(value);
                shown.put(name, sanitized);
                secrets.append(sanitized.equals(value) ? "" : text + '\n');
            }
        });
        if (!secrets.isEmpty()) {
            shown.put("secretsHash", hash(SALT, secrets.toString()));
        }
        return shown.containsKey("urlHash") || !secrets.isEmpty()
                ? URISupport.stripQuery(uri) + "?" + URISupport.createQueryString(shown, false)
                : uri;
    }

    /** Whether an option is none of ours but a parameter that makes a URL a signed one. */
    public static boolean isOfSignedUrl(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return lowerCase.startsWith("x-oss-") || OF_V1.contains(lowerCase);
    }

    private static Object sanitized(Object value) {
        return value instanceof List<?> several
                ? several.stream().map(RedactedUri::sanitized).toList()
                : URISupport.sanitizeUri(String.valueOf(value));
    }

    /** In any of the spellings that Camel would bind. */
    private static boolean is(String option, String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT).endsWith(option);
    }

    private static String hash(byte[] salt, String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: every JDK has it", e);
        }
    }
}
