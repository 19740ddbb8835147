package io.github.osspresign.sign;

import io.github.osspresign.error.Quoted;
import io.github.osspresign.oss.SubResources;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The signature versions of OSS URLs (OSS API, "Include signatures in URLs"). */
public enum SignatureVersion {

    /** {@code OSS4-HMAC-SHA256}: every parameter is signed, the lifetime is at most seven days. */
    V4,

    /** HMAC-SHA1 with an absolute end. Accounts opened since March 2025 cannot use it. */
    V1;

    /** The longest life of a V4 URL; V1 has no documented limit. */
    public static final Duration LONGEST_V4_LIFETIME = Duration.ofDays(7);

    private static final Set<String> WRITTEN_BY_V4 = Set.of(
            "x-oss-additional-headers",
            "x-oss-credential",
            "x-oss-date",
            "x-oss-expires",
            "x-oss-security-token",
            "x-oss-signature",
            "x-oss-signature-version");

    /** With V4's marker among the parameters the service would read the URL as a broken V4 one. */
    private static final Set<String> WRITTEN_BY_V1 =
            Set.of("expires", "ossaccesskeyid", "security-token", "signature", "x-oss-signature-version");

    /** What may be read as the name of a parameter where the text is not encoded. */
    private static final Pattern NAME_IN_KEY = Pattern.compile("\\?([^=&?]*)");

    private static final Pattern NAME_IN_VALUE = Pattern.compile("[?&]([^=&?]*)");

    /**
     * Checks that the signature of a request is that of no other request. V1 signs key and parameters without encoding, so
     * the key {@code a?acl} has the signature of the access control list of {@code a}.
     *
     * @param parameters the parameters by their names
     * @throws IllegalArgumentException if this version signs the key or a value as it signs a further parameter
     */
    public void requireOneReading(String key, Map<String, String> parameters) {
        if (this == V1) {
            requireNoParameter("object key", NAME_IN_KEY, key);
            parameters.forEach((name, value) -> requireNoParameter("parameter " + name, NAME_IN_VALUE, value));
        }
    }

    private static void requireNoParameter(String what, Pattern names, String text) {
        Matcher name = names.matcher(text);
        while (name.find()) {
            if (SubResources.areSigned(name.group(1))) {
                throw new IllegalArgumentException(Quoted.text(what)
                        + ": must not contain a signed parameter with signatureVersion=V1, was " + Quoted.of(text));
            }
        }
    }

    /** @throws IllegalArgumentException if this version does not allow so long a life */
    void requireLifetime(Duration lifetime) {
        if (this == V4 && lifetime.compareTo(LONGEST_V4_LIFETIME) > 0) {
            throw new IllegalArgumentException("expiration: expected 1 to " + LONGEST_V4_LIFETIME.toSeconds()
                    + " seconds (7 days) with signature version V4 but was " + lifetime.toSeconds() + " seconds");
        }
    }

    /** @throws IllegalArgumentException if one of the parameters is one that this version writes itself */
    void requireFreeOfOwnParameters(Iterable<String> parameters) {
        Set<String> own = this == V4 ? WRITTEN_BY_V4 : WRITTEN_BY_V1;
        for (String name : parameters) {
            if (own.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("query parameter: expected none that signature version " + this
                        + " writes itself but was " + Quoted.of(name));
            }
        }
    }
}
