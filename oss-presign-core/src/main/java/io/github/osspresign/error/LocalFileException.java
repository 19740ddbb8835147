// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import org.jspecify.annotations.Nullable;

/**
 * Local file that cannot be written. Neither the link nor the service is the cause. It is retryable if the disk is full or
 * read-only, or a quota is used up; no attempt of the same download follows it.
 */
public final class LocalFileException extends DownloadFailedException {

    /**
     * @param problem what happened, with the value and without secrets
     * @param retryable whether the same download may succeed later
     */
    public LocalFileException(String problem, boolean retryable, FailureContext context, @Nullable Throwable cause) {
        super(problem, retryable, context, cause);
    }
}
