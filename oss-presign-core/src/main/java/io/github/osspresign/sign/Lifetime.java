// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Time for which a link really works. A link expires together with the credentials that signed it. With signature
 * version V4, temporary credentials sign for twelve hours at most (OSS API, "Include a V4 signature in a URL").
 *
 * @param duration whole seconds
 * @param limit reason for this duration
 */
public record Lifetime(Duration duration, LifetimeLimit limit) {

    /** Longest lifetime of a V4 URL that temporary credentials sign. */
    public static final Duration MAX_TEMPORARY = Duration.ofHours(12);

    /**
     * Returns the shortest of the requested lifetime, the remaining validity of the credentials and the limit of
     * temporary credentials.
     *
     * @throws IllegalArgumentException if the credentials have expired, or the version never allows the requested
     *     lifetime
     */
    public static Lifetime of(
            Duration requested, SignatureVersion version, OssCredentials credentials, Instant signedAt) {
        version.requireLifetime("expiration", requested);
        Lifetime lifetime = new Lifetime(requested, LifetimeLimit.REQUESTED);
        if (version == SignatureVersion.V4 && credentials.isTemporary()) {
            lifetime = lifetime.atMost(MAX_TEMPORARY, LifetimeLimit.PROTOCOL);
        }

        Instant end = credentials.expiresAt();
        if (end == null) {
            return lifetime;
        }
        Duration remaining =
                Duration.between(signedAt.truncatedTo(ChronoUnit.SECONDS), end).truncatedTo(ChronoUnit.SECONDS);
        if (remaining.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "credentials: must expire after " + signedAt + ", expired at " + end + "; get new ones");
        }
        return lifetime.atMost(remaining, LifetimeLimit.CREDENTIALS);
    }

    private Lifetime atMost(Duration max, LifetimeLimit reason) {
        return duration.compareTo(max) > 0 ? new Lifetime(max, reason) : this;
    }
}
