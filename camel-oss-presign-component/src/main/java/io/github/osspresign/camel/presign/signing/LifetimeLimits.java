// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.camel.options.DurationText;
import io.github.osspresign.sign.Lifetime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long links must live, and how long after their end they can be renewed.
 *
 * @param minValidity minimum lifetime of a link
 * @param renewWithin maximum time since the end of a link that is renewed
 */
public record LifetimeLimits(Duration minValidity, Duration renewWithin) {

    /** Creates the limits, of which the first is optional. */
    public static LifetimeLimits of(@Nullable Duration minValidity, Duration renewWithin) {
        DurationText.requireNotNegative("minValidity", minValidity);
        DurationText.requireNotNegative("renewWithin", renewWithin);
        return new LifetimeLimits(minValidity == null ? Duration.ZERO : minValidity, renewWithin);
    }

    /** Refuses a requested lifetime below the minimum. */
    void check(RequestedLifetime requested) {
        if (requested.duration().compareTo(minValidity) < 0) {
            throw new IllegalArgumentException(requested.what() + ": must be at least minValidity ("
                    + minValidity.toSeconds() + " seconds), was "
                    + requested.duration().toSeconds() + " seconds");
        }
    }

    /**
     * Refuses a link that lives shorter than the minimum.
     *
     * @param scheme scheme that knows the reason
     */
    void check(Lifetime lifetime, LinkScheme scheme) {
        if (lifetime.duration().compareTo(minValidity) < 0) {
            throw new IllegalStateException("minValidity: a link must be valid for at least "
                    + minValidity.toSeconds() + " seconds, but "
                    + scheme.reason(lifetime.limit())
                    + lifetime.duration().toSeconds() + " seconds");
        }
    }

    /** Returns whether a link expired too long ago to be renewed. */
    boolean isTooOld(Instant expiresAt, Instant now) {
        return Duration.between(expiresAt, now).compareTo(renewWithin) > 0;
    }
}
