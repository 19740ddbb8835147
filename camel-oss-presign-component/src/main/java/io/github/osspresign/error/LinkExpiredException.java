package io.github.osspresign.error;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The link's life has ended; a fresh link to the same object is needed. */
public final class LinkExpiredException extends OssPresignException {

    private final @Nullable Instant expiredAt;

    /**
     * @param expiredAt the end of the link's life, {@code null} where neither the link nor the service tells
     * @param now the time it was held against
     */
    public LinkExpiredException(@Nullable Instant expiredAt, Instant now, FailureContext context) {
        super(
                expected(
                        "end of the link's life",
                        "after " + now,
                        expiredAt == null ? "before, as the service says" : expiredAt),
                context,
                false,
                null);
        this.expiredAt = expiredAt;
    }

    /** The end of the link's life, {@code null} where neither the link nor the service told. */
    public @Nullable Instant expiredAt() {
        return expiredAt;
    }
}
