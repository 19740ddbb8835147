// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

/** Object that is larger than the limit of the receiver. */
public final class SizeLimitExceededException extends OssPresignException {

    /**
     * @param limitBytes maximum size, in bytes
     * @param actualBytes size in the response, or number of bytes that had been received
     */
    public SizeLimitExceededException(long limitBytes, long actualBytes, FailureContext context) {
        super("object size: must be at most " + limitBytes + " bytes, was " + actualBytes + " bytes", context);
    }
}
