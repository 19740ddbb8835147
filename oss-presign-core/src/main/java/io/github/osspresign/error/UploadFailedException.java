// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import io.github.osspresign.error.text.Quoted;
import org.jspecify.annotations.Nullable;

/** Any other failure of an upload, for example of the network or the body, or an unexpected response. */
public final class UploadFailedException extends TransferFailedException {

    /**
     * @param problem what happened, with the value and without secrets
     * @param retryable whether the same link may succeed later
     */
    public UploadFailedException(String problem, boolean retryable, FailureContext context, @Nullable Throwable cause) {
        super(Quoted.part(problem), retryable, context, cause);
    }
}
