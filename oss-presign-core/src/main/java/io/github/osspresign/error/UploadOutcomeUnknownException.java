// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import org.jspecify.annotations.Nullable;

/**
 * Upload that may have stored its object: the object exists already and must not be overwritten, after an attempt without a
 * response, so that it is that of the earlier attempt or another one; or an upload in parts has ended, and its object cannot
 * be compared.
 */
public final class UploadOutcomeUnknownException extends TransferFailedException {

    /**
     * @param refusal refusal of the service to overwrite the object
     * @param earlier failure of the attempt that may have stored the object
     */
    public UploadOutcomeUnknownException(OssPresignException refusal, OssPresignException earlier) {
        super(
                "object exists already, and an earlier attempt of this upload may have stored it",
                false,
                refusal.context(),
                earlier);
    }

    private UploadOutcomeUnknownException(
            String problem, OssPresignException failure, @Nullable OssPresignException earlier) {
        super(problem, false, failure.context(), earlier);
    }

    /**
     * Returns the failure of an upload in parts that may have stored its object.
     *
     * @param reason why that cannot be found out
     * @param failure the last response or failure
     * @param earlier failure of the request that may have stored the object, {@code null} if another upload with the same
     *     plan may have stored it
     */
    public static UploadOutcomeUnknownException ofParts(
            String reason, OssPresignException failure, @Nullable OssPresignException earlier) {
        return new UploadOutcomeUnknownException(
                "object may be stored, which is not known: " + reason, failure, earlier);
    }
}
