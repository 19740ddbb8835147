package io.github.osspresign.error;

import org.jspecify.annotations.Nullable;

/**
 * Any other failure of a transfer, for example of the network or the local disk, or an unexpected response. That of an
 * upload is an {@link UploadFailedException}.
 */
public sealed class DownloadFailedException extends OssPresignException permits UploadFailedException {

    /**
     * @param problem what happened, with the value and without secrets
     * @param retryable whether the same link may succeed later
     */
    public DownloadFailedException(
            String problem, boolean retryable, FailureContext context, @Nullable Throwable cause) {
        super(Quoted.part(problem), context, retryable, cause);
    }
}
