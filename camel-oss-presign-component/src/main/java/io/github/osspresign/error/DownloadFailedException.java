package io.github.osspresign.error;

import org.jspecify.annotations.Nullable;

/** Any other failure of a download: network, local disk, an answer nobody foresaw. */
public final class DownloadFailedException extends OssPresignException {

    /**
     * @param what what failed, for instance {@code connection}
     * @param expected what should have been
     * @param actual what was
     */
    public DownloadFailedException(
            String what,
            String expected,
            String actual,
            boolean retryable,
            FailureContext context,
            @Nullable Throwable cause) {
        super(expected(what, expected, actual), context, retryable, cause);
    }
}
