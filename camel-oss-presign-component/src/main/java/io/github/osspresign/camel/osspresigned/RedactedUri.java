package io.github.osspresign.camel.osspresigned;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.util.URISupport;

/** The URI of an endpoint as others may see it: a hash stands for the secret URL, so that endpoints differ where it does. */
final class RedactedUri {

    private static final String HIDDEN = "xxxxxx";
    private static final int HASH_BYTES = 8;

    private RedactedUri() {}

    /** The URI itself where it has no secret URL. */
    static String of(String uri) throws URISyntaxException {
        String query = URISupport.extractQuery(uri);
        if (query == null) {
            return uri;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        // Raw, so that the other options stay as they are written.
        URISupport.parseQuery(query, true).forEach((name, value) -> {
            if (isSecretUrl(name)) {
                shown.put(name, HIDDEN);
                // The signature in it is nothing to guess, so neither is the URL from its hash.
                shown.put("urlHash", hash(String.valueOf(value)));
            } else {
                shown.put(name, value);
            }
        });
        return shown.containsKey("urlHash")
                ? URISupport.stripQuery(uri) + "?" + URISupport.createQueryString(shown, false)
                : uri;
    }

    /** In any of the spellings that Camel would bind. */
    private static boolean isSecretUrl(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT).endsWith("secreturl");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: every JDK has it", e);
        }
    }
}
