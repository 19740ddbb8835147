package io.github.osspresign.explain;

import io.github.osspresign.sign.SignatureVersion;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a link is alive, and whether it could ever be. */
final class Life {

    private static final Duration EARLY_USE = Duration.ofMinutes(15);
    private static final Duration LONGEST_TEMPORARY = Duration.ofHours(12);

    /** No OSS link was signed before; a smaller number is a lifetime where an instant belongs, or the reverse. */
    private static final long EARLIEST_END = 1_000_000_000L;

    private Life() {}

    /** A life of so many seconds after the signing (V4); gives its end. */
    static @Nullable Instant after(
            @Nullable Instant signedAt, long seconds, boolean temporary, Instant now, Findings findings) {
        checkLength(seconds, temporary, findings);
        if (signedAt == null) {
            return null;
        }
        Instant end = signedAt.plusSeconds(seconds);
        Instant begin = signedAt.minus(EARLY_USE);
        if (now.isBefore(begin)) {
            findings.add(
                    FindingCode.NOT_YET_VALID,
                    "It is signed for " + signedAt + ", and 15 minutes before that are tolerated, but now it is " + now
                            + "; it works from " + begin + ", in " + PlainDuration.of(Duration.between(now, begin))
                            + ". Set the clock of the machine that signs.");
        }
        if (seconds >= 1) {
            checkEnd(end, now, findings);
        }
        return end;
    }

    /** A life up to so many seconds after 1970 (V1 and V2); gives its end. */
    static Instant until(long epochSeconds, String parameter, Instant now, Findings findings) {
        Instant end = Instant.ofEpochSecond(epochSeconds);
        if (epochSeconds < EARLIEST_END) {
            findings.add(
                    FindingCode.BORN_EXPIRED,
                    parameter + " is " + epochSeconds + ", which is " + end
                            + "; expected the end of the life as seconds"
                            + " since 1970. It looks like a lifetime: add the time of signing, or sign with V4.");
        } else {
            checkEnd(end, now, findings);
        }
        return end;
    }

    private static void checkLength(long seconds, boolean temporary, Findings findings) {
        long longest = SignatureVersion.LONGEST_V4_LIFETIME.toSeconds();
        if (seconds < 1) {
            findings.add(
                    FindingCode.BORN_EXPIRED,
                    "x-oss-expires is " + seconds + ", so the life ended when or before it was signed; expected 1 to "
                            + longest + " seconds.");
        } else if (seconds > longest) {
            String epoch = seconds < EARLIEST_END
                    ? ""
                    : " It looks like an end in seconds since 1970; V4 wants seconds after x-oss-date.";
            findings.add(
                    FindingCode.LIFETIME_TOO_LONG,
                    "x-oss-expires is " + seconds + "; expected 1 to " + longest + " seconds (7 days)." + epoch);
        } else if (temporary && seconds > LONGEST_TEMPORARY.toSeconds()) {
            findings.add(
                    FindingCode.STS_LIFETIME_TOO_LONG,
                    "x-oss-expires is " + seconds + " with a temporary key (STS); expected 1 to "
                            + LONGEST_TEMPORARY.toSeconds() + " seconds (12 hours).");
        }
    }

    private static void checkEnd(Instant end, Instant now, Findings findings) {
        if (now.isAfter(end)) {
            findings.add(
                    FindingCode.EXPIRED,
                    "It ended at " + end + ", " + PlainDuration.of(Duration.between(end, now)) + " ago (now it is "
                            + now + "). Ask for a new link; an old one cannot be prolonged.");
        }
    }
}
