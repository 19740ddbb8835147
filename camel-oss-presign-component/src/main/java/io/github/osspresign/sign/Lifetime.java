package io.github.osspresign.sign;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long a link really works: a link dies with the credentials that signed it, and temporary ones sign for twelve
 * hours at most (OSS API, "Include a V4 signature in a URL").
 *
 * @param duration whole seconds
 * @param limit what decided it
 */
public record Lifetime(Duration duration, LifetimeLimit limit) {

    private static final Duration LONGEST_TEMPORARY = Duration.ofHours(12);

    /**
     * The earliest of what was asked for, the end of the credentials and the limit of temporary credentials.
     *
     * @throws IllegalArgumentException if the credentials have ended, or more is asked than the version ever allows
     */
    public static Lifetime of(Duration asked, SignatureVersion version, OssCredentials credentials, Instant signedAt) {
        version.requireLifetime(asked);
        Lifetime lifetime = new Lifetime(asked, LifetimeLimit.REQUESTED);
        if (version == SignatureVersion.V4 && credentials.isTemporary()) {
            lifetime = lifetime.atMost(LONGEST_TEMPORARY, LifetimeLimit.PROTOCOL);
        }
        Instant end = credentials.expiresAt();
        if (end == null) {
            return lifetime;
        }
        Duration left =
                Duration.between(signedAt.truncatedTo(ChronoUnit.SECONDS), end).truncatedTo(ChronoUnit.SECONDS);
        if (left.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "credentials: expected an end after " + signedAt + " but they ended " + end);
        }
        return lifetime.atMost(left, LifetimeLimit.CREDENTIALS);
    }

    private Lifetime atMost(Duration longest, LifetimeLimit reason) {
        return duration.compareTo(longest) > 0 ? new Lifetime(longest, reason) : this;
    }
}
