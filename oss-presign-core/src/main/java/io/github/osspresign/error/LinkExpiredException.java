// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import io.github.osspresign.error.text.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Link that has expired. A new link to the same object is needed. */
public final class LinkExpiredException extends OssPresignException {

    private final String problem;

    /**
     * @param expiredAt expiry of the link, {@code null} if neither the link nor the service contains it
     * @param now time of the check
     */
    public LinkExpiredException(@Nullable Instant expiredAt, Instant now, FailureContext context) {
        this(problem(expiredAt, now, context), "; get a new link, or set refreshUri", context);
    }

    private LinkExpiredException(String problem, String advice, FailureContext context) {
        super(problem + advice, context);
        this.problem = problem;
    }

    private static String problem(@Nullable Instant expiredAt, Instant now, FailureContext context) {
        if (expiredAt != null) {
            return "link expired " + DurationWords.rounded(Duration.between(expiredAt, now)) + " ago, at "
                    + toSecond(expiredAt);
        }
        return "SecurityTokenExpired".equals(context.ossError().code())
                ? "temporary credentials of the link have expired"
                : "link has expired according to the service, at local time " + toSecond(now);
    }

    private static Instant toSecond(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns this failure of a link that was to replace an expired one. */
    public LinkExpiredException ofFreshLink() {
        return new LinkExpiredException("fresh " + problem, "; check refreshUri", context());
    }

    /** Returns this failure with the reason why the link was not renewed. */
    public LinkExpiredException notRenewed(String reason) {
        return new LinkExpiredException(problem, "; not renewed: " + reason, context());
    }
}
