// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import org.jspecify.annotations.Nullable;

/** Response body that ended before its declared length. */
public final class TruncatedBodyException extends OssPresignException {

    /**
     * @param expectedBytes declared length in bytes, -1 if none was declared
     * @param context place of the failure, with the number of received bytes
     * @param cause failure of the connection, {@code null} if the connection was closed normally
     */
    public TruncatedBodyException(long expectedBytes, FailureContext context, @Nullable Throwable cause) {
        super(
                "response body ended too early: received " + context.bytesSoFar()
                        + (expectedBytes < 0 ? " bytes" : " of " + expectedBytes + " bytes"),
                context,
                true,
                cause);
    }
}
