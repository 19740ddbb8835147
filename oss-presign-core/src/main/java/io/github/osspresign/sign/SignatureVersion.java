// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.error.text.DurationWords;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.SignatureV4;
import io.github.osspresign.oss.syntax.SubResources;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signature version of OSS URLs (OSS API, "Include signatures in URLs"). */
public enum SignatureVersion {

    /** {@code OSS4-HMAC-SHA256}: signs every parameter; the lifetime is at most seven days. */
    V4,

    /** HMAC-SHA1 with an absolute expiry. Accounts opened since March 2025 cannot use it. */
    V1;

    /** Longest lifetime of a V4 URL. V1 has no documented limit. */
    public static final Duration MAX_V4_LIFETIME = Duration.ofDays(7);

    /** Includes the version parameter of V4: if it is present, the service reads the URL as an invalid V4 URL. */
    private static final Set<String> WRITTEN_BY_V1 =
            Set.of("expires", "ossaccesskeyid", "security-token", "signature", "x-oss-signature-version");

    /** Text in a key that can be read as the name of a parameter, because V1 signs the key without encoding. */
    private static final Pattern NAME_IN_KEY = Pattern.compile("\\?([^=&?]*)");

    private static final Pattern NAME_IN_VALUE = Pattern.compile("[?&]([^=&?]*)");

    /**
     * Checks that the signature of a request is not valid for another request as well. V1 signs key and parameters
     * without encoding, so the key {@code a?acl} has the same signature as the access control list of {@code a}.
     *
     * @param parameters values by parameter name
     * @throws IllegalArgumentException if this version signs a part of the key or of a value like a signed parameter
     */
    public void requireUnambiguous(String key, Map<String, String> parameters) {
        if (this == V1) {
            requireNoParameter("object key", NAME_IN_KEY, key);
            parameters.forEach((name, value) -> requireNoParameter("parameter " + name, NAME_IN_VALUE, value));
        }
    }

    private static void requireNoParameter(String what, Pattern names, String text) {
        Matcher name = names.matcher(text);
        while (name.find()) {
            if (SubResources.isSigned(name.group(1))) {
                throw new IllegalArgumentException(Quoted.text(what)
                        + ": must not contain a signed parameter with signatureVersion=V1, was " + Quoted.of(text));
            }
        }
    }

    /**
     * Checks a lifetime.
     *
     * @param what what sets the lifetime, for the message of the exception
     * @throws IllegalArgumentException if the lifetime is longer than this version allows
     */
    public void requireLifetime(String what, Duration lifetime) {
        if (this == V4 && lifetime.compareTo(MAX_V4_LIFETIME) > 0) {
            throw new IllegalArgumentException(what + ": must be 1 to " + DurationWords.withSeconds(MAX_V4_LIFETIME)
                    + " with signature version V4, was " + DurationWords.withSeconds(lifetime));
        }
    }

    /** @throws IllegalArgumentException if this version writes a parameter of that name itself */
    void requireNoSignatureParameters(Iterable<String> parameters) {
        Set<String> reserved = this == V4 ? SignatureV4.PARAMETERS : WRITTEN_BY_V1;
        for (String name : parameters) {
            if (reserved.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("query parameter: must not be one that signature version " + this
                        + " writes itself, was " + Quoted.of(name));
            }
        }
    }
}
