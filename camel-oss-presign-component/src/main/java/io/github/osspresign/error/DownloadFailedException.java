package io.github.osspresign.error;

import org.jspecify.annotations.Nullable;

/** Any other failure of a transfer, for example of the network or the local disk, or an unexpected response. */
public final class DownloadFailedException extends OssPresignException {

    /**
     * @param what part that failed, such as {@code free disk space}
     * @param expected value that the part must have
     * @param actual value that the part had
     * @param retryable whether the same link may succeed later
     */
    public DownloadFailedException(
            String what,
            String expected,
            String actual,
            boolean retryable,
            FailureContext context,
            @Nullable Throwable cause) {
        super(
                Quoted.part(what) + ": expected " + Quoted.part(expected) + " but was " + Quoted.part(actual),
                context,
                retryable,
                cause);
    }
}
