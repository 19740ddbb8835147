package io.github.osspresign.error;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Link that has expired. A new link to the same object is needed. */
public final class LinkExpiredException extends OssPresignException {

    private final String problem;
    private final @Nullable Instant expiredAt;

    /**
     * @param expiredAt expiry of the link, {@code null} if neither the link nor the service contains it
     * @param now time of the check
     */
    public LinkExpiredException(@Nullable Instant expiredAt, Instant now, FailureContext context) {
        this(
                expiredAt == null
                        ? "link has expired according to the service, checked at " + now
                        : "link expired at " + expiredAt + ", checked at " + now,
                expiredAt,
                context);
    }

    private LinkExpiredException(String problem, @Nullable Instant expiredAt, FailureContext context) {
        super(problem, context, false, null);
        this.problem = problem;
        this.expiredAt = expiredAt;
    }

    /** Returns this failure with the reason why the link was not renewed. */
    public LinkExpiredException notRenewed(String reason) {
        return new LinkExpiredException(problem + "; not renewed: " + reason, expiredAt, context());
    }

    /** Returns the expiry of the link, {@code null} if neither the link nor the service contains it. */
    public @Nullable Instant expiredAt() {
        return expiredAt;
    }
}
