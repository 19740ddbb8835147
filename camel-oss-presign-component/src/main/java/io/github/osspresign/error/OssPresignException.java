package io.github.osspresign.error;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A link that could not be used, with typed facts for a route's {@code onException}. No message holds a secret. */
public abstract class OssPresignException extends IOException {

    private final FailureContext context;
    private final boolean retryable;

    OssPresignException(String what, FailureContext context, boolean retryable, @Nullable Throwable cause) {
        super(what + " (" + context.describe() + ")", cause);
        this.context = context;
        this.retryable = retryable;
    }

    /** Where it happened. */
    final FailureContext context() {
        return context;
    }

    /** The {@code <what>: expected <x> but was <y>} of every message. */
    static String expected(String what, Object expected, Object actual) {
        return Quoted.part(what) + ": expected " + Quoted.part(expected) + " but was " + Quoted.part(actual);
    }

    /** Whether the same link may succeed when it is tried again later. */
    public boolean isRetryable() {
        return retryable;
    }

    /** The HTTP status, 0 where no answer arrived. */
    public int status() {
        return context.status();
    }

    /** The OSS code, such as {@code NoSuchKey}. */
    public @Nullable String ossCode() {
        return context.ossError().code();
    }

    /** The detailed error code of the service, such as {@code 0026-00000001}. */
    public @Nullable String ec() {
        return context.ossError().ec();
    }

    /** The request id of the service. */
    public @Nullable String requestId() {
        return context.ossError().requestId();
    }

    /** The link, safe to log. */
    public String maskedUrl() {
        return context.maskedUrl();
    }

    /** Object bytes that had arrived. */
    public long bytesSoFar() {
        return context.bytesSoFar();
    }
}
