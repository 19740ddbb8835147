// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import org.jspecify.annotations.Nullable;

/**
 * Any other failure of a transfer, for example of the network or the local disk, or an unexpected response: a {@link
 * DownloadFailedException}, an {@link UploadFailedException}, or an {@link UploadOutcomeUnknownException}.
 */
public abstract sealed class TransferFailedException extends OssPresignException
        permits DownloadFailedException, UploadFailedException, UploadOutcomeUnknownException {

    TransferFailedException(String problem, boolean retryable, FailureContext context, @Nullable Throwable cause) {
        super(problem, context, retryable, cause);
    }
}
