package io.github.osspresign.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The service asks for fewer requests or less traffic (HTTP 429, or 503 with a limit's code). */
public final class ThrottledException extends OssPresignException {

    private final @Nullable Duration retryAfter;

    /** @param retryAfter the wait that the service asks for, {@code null} where it names none */
    public ThrottledException(@Nullable Duration retryAfter, FailureContext context) {
        super(
                expected(
                        "answer to the link",
                        "the object",
                        retryAfter == null ? "a limit" : "a limit with a wait of " + retryAfter.toSeconds() + " s"),
                context,
                true,
                null);
        this.retryAfter = retryAfter;
    }

    /** The wait that the service asks for, {@code null} where it names none. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
