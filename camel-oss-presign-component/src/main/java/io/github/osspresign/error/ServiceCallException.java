package io.github.osspresign.error;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request of ours to the service, such as listing a bucket, that did not succeed. No message holds a secret. */
public final class ServiceCallException extends IOException {

    private final int status;
    private final OssError ossError;

    /**
     * A failure in the service's own words.
     *
     * @param what what was asked of the service
     * @param status the HTTP status, 0 where no answer arrived
     */
    public ServiceCallException(String what, int status, OssError ossError, Throwable cause) {
        super(Quoted.url(what) + ": expected an answer but was " + said(status, ossError, cause), plain(cause));
        this.status = status;
        this.ossError = ossError;
    }

    /** The HTTP status, 0 where no answer arrived. */
    public int status() {
        return status;
    }

    /** The OSS code, such as {@code NoSuchBucket}. */
    public @Nullable String ossCode() {
        return ossError.code();
    }

    /** The detailed error code of the service, such as {@code 0015-00000101}. */
    public @Nullable String ec() {
        return ossError.ec();
    }

    /** The request id of the service. */
    public @Nullable String requestId() {
        return ossError.requestId();
    }

    private static String said(int status, OssError ossError, Throwable cause) {
        if (status == 0) {
            return "none: " + shown(deepest(cause).getMessage());
        }
        String plainly = PlainWords.of(ossError);
        return "a refusal" + (plainly == null ? "" : ", " + plainly) + ": " + Quoted.of(ossError.message()) + " (HTTP "
                + status + ", code " + shown(ossError.code()) + ", EC " + shown(ossError.ec()) + ", request id "
                + shown(ossError.requestId()) + ")";
    }

    private static String shown(@Nullable String text) {
        return Quoted.text(String.valueOf(text));
    }

    /** Returns the cause itself where all that it says is fit for a message, else a copy that says no more than that. */
    private static Throwable plain(Throwable cause) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            String message = link.getMessage();
            if (message != null && !message.equals(Quoted.text(message))) {
                IOException copy = new IOException(cause.getClass().getSimpleName() + ": " + shown(cause.getMessage()));
                copy.setStackTrace(cause.getStackTrace());
                return copy;
            }
        }
        return cause;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
