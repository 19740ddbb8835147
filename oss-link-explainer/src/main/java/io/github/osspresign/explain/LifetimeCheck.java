// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.DurationWords;
import io.github.osspresign.sign.CdnSigner;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Computes when a link expires, and checks that it is valid now and could ever be. */
final class LifetimeCheck {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);

    /** Below it, seconds since 1970 are a lifetime by mistake; from it on, a lifetime is seconds since 1970 by mistake. */
    private static final long EARLIEST_EXPIRATION = 1_000_000_000L;

    private LifetimeCheck() {}

    /** Returns the expiration of a link that is valid for a number of seconds after it was signed (V4). */
    static @Nullable Instant relative(
            @Nullable Instant signedAt, long seconds, boolean temporary, Instant now, Findings findings) {
        checkLength(seconds, temporary, findings);
        if (signedAt == null) {
            return null;
        }
        Instant expiration = signedAt.plusSeconds(seconds);
        Instant validFrom = signedAt.minus(CLOCK_TOLERANCE);
        if (now.isBefore(validFrom)) {
            findings.add(
                    FindingCode.NOT_YET_VALID,
                    "The link was signed with the time " + signedAt + ", but now it is " + now
                            + ". OSS tolerates 15 minutes, so the link works from " + validFrom + ", in "
                            + text(Duration.between(now, validFrom))
                            + ". Correct the clock of the machine that signs.");
        }
        if (seconds >= 1) {
            checkExpiration("link", expiration, now, findings);
        }
        return expiration;
    }

    /** Returns the expiration of a link that is valid until a number of seconds after 1970 (V1 and V2). */
    static Instant absolute(long epochSeconds, String parameter, Instant now, Findings findings) {
        Instant expiration = Instant.ofEpochSecond(epochSeconds);
        if (epochSeconds < EARLIEST_EXPIRATION) {
            findings.add(
                    FindingCode.BORN_EXPIRED,
                    parameter + " must be the expiration in seconds since 1970, was " + epochSeconds + ", which is "
                            + expiration + ". It looks like a lifetime: add the time of signing, or sign with V4.");
        } else {
            checkExpiration("link", expiration, now, findings);
        }
        return expiration;
    }

    /** Returns the expiration of a link of a CDN, if its domain has the default validity. */
    static Instant ofCdn(Instant timeStamp, Instant now, Findings findings) {
        Instant expiration = timeStamp.plus(CdnSigner.DEFAULT_VALIDITY);
        findings.add(
                FindingCode.CDN_VALIDITY,
                "The time stamp is " + timeStamp
                        + ". The link ends later by the validity that is set for its domain: at " + expiration
                        + " with the default of 1800 seconds.");
        checkExpiration("link", expiration, now, findings);
        return expiration;
    }

    /** Checks the expiration in the policy of a form. */
    static void ofForm(Instant expiration, Instant now, Findings findings) {
        checkExpiration("form", expiration, now, findings);
    }

    private static void checkLength(long seconds, boolean temporary, Findings findings) {
        long longest = SignatureVersion.MAX_V4_LIFETIME.toSeconds();
        if (seconds < 1) {
            findings.add(
                    FindingCode.BORN_EXPIRED,
                    "x-oss-expires must be 1 to " + longest + " seconds, was " + seconds
                            + ", so the link was expired when it was signed.");
        } else if (seconds > longest) {
            String epoch = seconds < EARLIEST_EXPIRATION
                    ? ""
                    : " It looks like an expiration in seconds since 1970; V4 expects seconds after x-oss-date.";
            findings.add(
                    FindingCode.LIFETIME_TOO_LONG,
                    "x-oss-expires must be 1 to " + longest + " seconds (7 days), was " + seconds + "." + epoch);
        } else if (temporary && seconds > Lifetime.MAX_TEMPORARY.toSeconds()) {
            findings.add(
                    FindingCode.STS_LIFETIME_TOO_LONG,
                    "x-oss-expires must be 1 to " + Lifetime.MAX_TEMPORARY.toSeconds()
                            + " seconds (12 hours) with a temporary access key (STS), was " + seconds + ".");
        }
    }

    private static void checkExpiration(String what, Instant expiration, Instant now, Findings findings) {
        if (now.isAfter(expiration)) {
            findings.add(
                    FindingCode.EXPIRED,
                    "The " + what + " expired at " + expiration + ", " + text(Duration.between(expiration, now))
                            + " ago (now it is " + now + "). Request a new " + what + "; a " + what
                            + " cannot be extended.");
        }
    }

    /** Returns the two largest units of a duration, such as "1 hour 30 minutes". */
    private static String text(Duration duration) {
        ChronoUnit smaller = duration.toDays() > 0
                ? ChronoUnit.HOURS
                : duration.toHours() > 0 ? ChronoUnit.MINUTES : ChronoUnit.SECONDS;
        return DurationWords.of(duration.truncatedTo(smaller));
    }
}
