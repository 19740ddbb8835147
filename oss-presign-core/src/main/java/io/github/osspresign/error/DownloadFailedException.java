// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import io.github.osspresign.error.text.Quoted;
import org.jspecify.annotations.Nullable;

/** Any other failure of a download, for example of the network or a {@link LocalFileException}, or an unexpected response. */
public sealed class DownloadFailedException extends TransferFailedException permits LocalFileException {

    /**
     * @param problem what happened, with the value and without secrets
     * @param retryable whether the same link may succeed later
     */
    public DownloadFailedException(
            String problem, boolean retryable, FailureContext context, @Nullable Throwable cause) {
        super(Quoted.part(problem), retryable, context, cause);
    }
}
