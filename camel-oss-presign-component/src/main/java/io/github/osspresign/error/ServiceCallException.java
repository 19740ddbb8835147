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
        super(what + ": expected an answer but was " + said(status, ossError, cause), cause);
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
            return "none: " + deepest(cause).getMessage();
        }
        String plainly = PlainWords.of(ossError);
        return "a refusal" + (plainly == null ? "" : ", " + plainly) + ": '" + ossError.message() + "' (HTTP " + status
                + ", code " + ossError.code() + ", EC " + ossError.ec() + ", request id " + ossError.requestId() + ")";
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
