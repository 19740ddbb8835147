package io.github.osspresign.sign;

import io.github.osspresign.error.Quoted;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

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
