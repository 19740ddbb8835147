// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

import java.io.IOException;

/** Failure of bytes that are no HTTP response as this client accepts it. Its message quotes nothing of them. */
public final class InvalidResponse extends IOException {

    private final boolean retryable;

    /**
     * Creates a failure.
     *
     * @param problem what is wrong with the response, to follow its name in a sentence
     * @param retryable whether the next response may be another one
     */
    public InvalidResponse(String problem, boolean retryable) {
        super(problem);
        this.retryable = retryable;
    }

    boolean isRetryable() {
        return retryable;
    }
}
