// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import io.github.osspresign.error.text.Quoted;

/** Checksum of the received bytes that differs from that of the service, or a response without a checksum. */
public final class ChecksumMismatchException extends OssPresignException {

    /**
     * @param algorithm {@code crc64} or {@code md5}
     * @param expected checksum from the service
     * @param actual checksum of the received bytes
     */
    public ChecksumMismatchException(String algorithm, String expected, String actual, FailureContext context) {
        this(algorithm + " of the transferred bytes", expected, actual, true, context);
    }

    private ChecksumMismatchException(
            String what, String expected, String actual, boolean retryable, FailureContext context) {
        super(what + ": must be " + Quoted.part(expected) + ", was " + Quoted.part(actual), context, retryable, null);
    }

    /**
     * Returns the failure of a response without a required checksum. It is not retryable, because a further response
     * would not have one either.
     *
     * @param expected headers of which one was required
     * @param actual value that the response had instead
     */
    public static ChecksumMismatchException missing(String expected, String actual, FailureContext context) {
        return new ChecksumMismatchException("checksum in the response", expected, actual, false, context);
    }

    /**
     * Returns the failure of an upload in parts whose object is stored with other bytes. It is not retryable, because the
     * upload has ended.
     *
     * @param stored checksum from the service
     * @param sent checksum of the bytes that were sent
     */
    public static ChecksumMismatchException ofObject(
            String algorithm, String stored, String sent, FailureContext context) {
        return new ChecksumMismatchException(algorithm + " of the stored object", sent, stored, false, context);
    }
}
