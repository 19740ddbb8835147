package io.github.osspresign.error;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The link's life has ended; a fresh link to the same object is needed. */
public final class LinkExpiredException extends OssPresignException {

    private final String what;
    private final @Nullable Instant expiredAt;

    /**
     * @param expiredAt the end of the link's life, {@code null} where neither the link nor the service tells
     * @param now the time it was held against
     */
    public LinkExpiredException(@Nullable Instant expiredAt, Instant now, FailureContext context) {
        this(
                expected(
                        "end of the link's life",
                        "after " + now,
                        expiredAt == null ? "before, as the service says" : expiredAt),
                expiredAt,
                context);
    }

    private LinkExpiredException(String what, @Nullable Instant expiredAt, FailureContext context) {
        super(what, context, false, null);
        this.what = what;
        this.expiredAt = expiredAt;
    }

    /** Returns this failure with the reason for which there is no fresh link. */
    public LinkExpiredException notRenewed(String reason) {
        return new LinkExpiredException(what + "; not renewed: " + reason, expiredAt, context());
    }

    /** The end of the link's life, {@code null} where neither the link nor the service told. */
    public @Nullable Instant expiredAt() {
        return expiredAt;
    }
}
